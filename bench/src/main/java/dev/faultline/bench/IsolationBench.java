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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What it costs to check the isolation of transactions, reading them apart: a part of {@code bench checkers}. */
final class IsolationBench {
    private static final int WARM_UPS = 2;
    private static final int ROUNDS = 3;
    private static final long SEED = 1;

    private final int share;
    private final List<Row> rows = new ArrayList<>();

    /** @param share what part of the work is done: one of so many */
    private IsolationBench(int share) {
        this.share = share;
    }

    /** Rows of generated histories. */
    static List<Row> generated(boolean quick) {
        IsolationBench bench = new IsolationBench(quick ? 10 : 1);
        bench.lists(100_000, 0.3, "Elle 2,600 to 5,500 ms, after 4,500 ms of reading");
        bench.lists(1_000_000, 4, "Elle about 30 s, by what it takes for 300,000");
        bench.dirty();
        bench.registers();
        return bench.rows;
    }

    /** Rows of those recorded histories that are at hand. */
    static List<Row> recorded(Path folder) {
        IsolationBench bench = new IsolationBench(1);
        for (String file : new String[] {
            "cobra/one-shot-10k/twitter-10000",
            "cobra/one-shot-chengRW/chengRW-1000",
            "cobra/ser-violation/cock-G2",
            "polysi/PolySIHistories/fig7/20_100_15_1000_0.5_uniform/hist-00000/history.bincode",
            "polysi/PolySIHistories/fig7/20_10_15_10000_0.5_uniform/hist-00000/history.bincode"
        }) {
            Path path = folder.resolve(file);
            if (Files.exists(path)) {
                boolean cobra = file.startsWith("cobra");
                String[] names = file.split("/", -1);
                String name = cobra ? names[2] : "PolySI " + names[3];
                String peers = cobra ? "Cobra: seconds, with a GPU" : "PolySI: tens of seconds";
                Transactions history = TransactionFiles.read(path, null, ReadLimits.standard());
                bench.check(name, history, cobra ? "serializable" : "snapshot-isolation", 5, peers);
            }
        }
        return bench.rows;
    }

    private void lists(int transactions, double barSeconds, String peers) {
        int count = transactions / share;
        Transactions history = TransactionGenerator.of(Model.LIST_APPEND, 10, count, Store.STRICT)
                .generate(SEED);
        check("list-append, %,d transactions".formatted(count), history, "strict-serializable", barSeconds, peers);
    }

    private void dirty() {
        int count = 10_000 / share;
        Transactions anomalies = TransactionGenerator.of(Model.LIST_APPEND, 10, count, Store.CARELESS)
                .generate(SEED);
        check(
                "list-append, %,d transactions, many anomalies".formatted(count),
                anomalies,
                "strict-serializable",
                0.2,
                "Elle 10,000 to 14,000 ms, with 10 to 22 searches given up");
        Transactions giant = new TransactionGenerator(
                        Model.LIST_APPEND, 100, count, 4, 100, 1000, 0.5, Store.CARELESS, 0)
                .generate(SEED);
        check(
                "list-append, %,d transactions, one giant component".formatted(count),
                giant,
                "strict-serializable",
                0.2,
                "Elle 1,800 ms for another of this size, with its search given up");
    }

    private void registers() {
        // Always of this size: for smaller ones the check looks at more levels than it was asked for.
        Transactions history = new TransactionGenerator(
                        Model.REGISTER, 50, 50_000, 39, 1000, Integer.MAX_VALUE, 0.5, Store.STRICT, 0)
                .generate(SEED);
        String what = "registers, 50,000 transactions of a million operations";
        check(what, history, "read-committed", 0.4 * share, "AWDIT (native) 630 ms, Plume 20,000 ms");
        check(what, history, "read-atomic", 0.6 * share, "AWDIT (native) 950 ms");
        check(what, history, "causal", 2.0 * share, "AWDIT (native) 5,500 ms, Plume 36,000 ms");
    }

    private void check(String what, Transactions history, String level, double barSeconds, String peers) {
        IsolationLimits limits = IsolationLimits.standard();
        IsolationVerdict verdict = IsolationCheck.check(history, IsolationLevel.of(level), limits);
        double seconds = Cost.median(
                WARM_UPS,
                ROUNDS,
                () -> Cost.of(() -> IsolationCheck.check(history, IsolationLevel.of(level), limits))
                        .cpuSeconds());
        String name = what + ": " + level;
        rows.add(
                verdict instanceof IsolationVerdict.Unknown
                        ? Row.atMost(name, Double.NaN, "ms CPU", barSeconds * 1000 / share, "UNKNOWN. " + peers)
                        : Row.atMost(name, seconds * 1000, "ms CPU", barSeconds * 1000 / share, peers));
    }
}
