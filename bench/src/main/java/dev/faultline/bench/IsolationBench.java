package dev.faultline.bench;

import dev.faultline.check.format.ReadLimits;
import dev.faultline.check.isolation.IsolationCheck;
import dev.faultline.check.isolation.IsolationLevel;
import dev.faultline.check.isolation.IsolationLimits;
import dev.faultline.check.isolation.IsolationVerdict;
import dev.faultline.check.isolation.TransactionFiles;
import dev.faultline.check.isolation.TransactionGenerator;
import dev.faultline.check.isolation.TransactionGenerator.Store;
import dev.faultline.check.isolation.Transactions;
import dev.faultline.check.isolation.Transactions.Model;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What it costs to check the isolation of transactions: CPU seconds of this JVM, the median of three after two that warm
 * up. The argument, if any, is the folder with the recorded histories.
 */
public final class IsolationBench {
    private static final int WARM_UPS = 2;
    private static final int ROUNDS = 3;

    private IsolationBench() {}

    /** Prints one line a case. */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        lists(out, "list-append, 100 k transactions", 100_000, 0.3);
        lists(out, "list-append, 1 M transactions", 1_000_000, 4);
        Transactions dirty = TransactionGenerator.of(Model.LIST_APPEND, 10, 10_000, Store.CARELESS)
                .generate(1);
        check(out, "list-append, 10 k transactions, many anomalies", dirty, "strict-serializable", 0.2);
        Transactions giant = new TransactionGenerator(
                        Model.LIST_APPEND, 100, 10_000, 4, 100, 1000, 0.5, Store.CARELESS, 0)
                .generate(1);
        check(out, "list-append, 10 k transactions, one giant component", giant, "strict-serializable", 0.2);
        Transactions registers = new TransactionGenerator(
                        Model.REGISTER, 50, 50_000, 39, 1000, Integer.MAX_VALUE, 0.5, Store.STRICT, 0)
                .generate(1);
        check(out, "registers, 1 M operations, 50 sessions", registers, "read-committed", 0.4);
        check(out, "registers, 1 M operations, 50 sessions", registers, "read-atomic", 0.6);
        check(out, "registers, 1 M operations, 50 sessions", registers, "causal", 2);
        if (arguments.length > 0) {
            recorded(out, Path.of(arguments[0]));
        }
    }

    private static void lists(PrintStream out, String what, int transactions, double bar) {
        Transactions history = TransactionGenerator.of(Model.LIST_APPEND, 10, transactions, Store.STRICT)
                .generate(1);
        check(out, what, history, "strict-serializable", bar);
    }

    private static void recorded(PrintStream out, Path folder) {
        for (String file : new String[] {
            "cobra/one-shot-10k/twitter-10000",
            "cobra/one-shot-chengRW/chengRW-1000",
            "cobra/ser-violation/cock-G2",
            "polysi/PolySIHistories/fig7/20_100_15_1000_0.5_uniform/hist-00000/history.bincode",
            "polysi/PolySIHistories/fig7/20_10_15_10000_0.5_uniform/hist-00000/history.bincode"
        }) {
            Path path = folder.resolve(file);
            if (Files.exists(path)) {
                String level = file.startsWith("cobra") ? "serializable" : "snapshot-isolation";
                check(out, file, TransactionFiles.read(path, null, ReadLimits.standard()), level, 5);
            }
        }
    }

    private static void check(PrintStream out, String what, Transactions history, String level, double bar) {
        IsolationLimits limits = IsolationLimits.standard();
        IsolationVerdict verdict = IsolationCheck.check(history, IsolationLevel.of(level), limits);
        double seconds = Cost.median(
                WARM_UPS,
                ROUNDS,
                () -> Cost.of(() -> IsolationCheck.check(history, IsolationLevel.of(level), limits))
                        .cpuSeconds());
        out.println(String.format(
                Locale.ROOT,
                "%-55s %-20s %8.3f s  bar %4.1f  %s",
                what,
                level,
                seconds,
                bar,
                verdict.getClass().getSimpleName()));
    }
}
