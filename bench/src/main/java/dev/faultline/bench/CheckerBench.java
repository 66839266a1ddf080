package dev.faultline.bench;

import dev.faultline.check.Check;
import dev.faultline.check.History;
import dev.faultline.check.HistoryGenerator;
import dev.faultline.check.HistoryGenerator.Anomaly;
import dev.faultline.check.HistoryGenerator.Kind;
import dev.faultline.check.HistoryReader;
import dev.faultline.check.Model;
import dev.faultline.check.Models;
import dev.faultline.check.RegisterOption;
import dev.faultline.check.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code faultline bench checkers}: what it costs to judge histories, reading them apart.
 *
 * <p>Inputs come from {@link HistoryGenerator}, and from the recorded histories where they are at hand. The figures of
 * peers in the notes were measured once, on two cores, and are not measured again.
 */
public final class CheckerBench {
    private static final int WARM_UPS = 3;
    private static final int ROUNDS = 5;
    private static final long SEED = 1;

    private final int operations;
    private final List<Row> rows = new ArrayList<>();

    private CheckerBench(int operations) {
        this.operations = operations;
    }

    /**
     * Measures, and prints a table.
     *
     * @param recorded the folder of recorded histories; its rows are left out if it is not there
     * @return the exit code of a command: 0 if every bar is met, else 1
     */
    public static int run(PrintStream out, PrintStream progress, BenchOptions options, Path recorded) {
        CheckerBench bench = new CheckerBench(options.quick() ? 100_000 : 1_000_000);
        if (Files.isDirectory(recorded)) {
            progress.println("measuring recorded histories ...");
            bench.recorded(recorded);
        }
        progress.println("measuring generated histories ...");
        bench.generated();
        Table.print(out, bench.rows);
        long missed = bench.rows.stream().filter(Row::misses).count();
        out.println(missed == 0 ? "every bar is met" : missed + " of the bars missed");
        return missed == 0 ? 0 : 1;
    }

    private void recorded(Path folder) {
        Model<?> etcd = Models.casRegister(null, RegisterOption.FAILED_CAS_IS_CHECKED);
        Model<?> knossos = Models.casRegister(0L, RegisterOption.NULL_READ_MATCHES_ANYTHING);
        files("etcd logs, a file", folder.resolve("porcupine/jepsen"), "", etcd, 0.5, "Porcupine 11.5 to 14 ms");
        files(
                "etcd_002, the most crashes",
                folder.resolve("porcupine/jepsen"),
                "etcd_002",
                etcd,
                15,
                "Porcupine 383 ms");
        files(
                "Knossos' cas-register, a file",
                folder.resolve("knossos/data/cas-register"),
                "",
                knossos,
                0.12,
                "Porcupine 0.27 ms, Knossos 608 ms");
        files("kv c10, a file", folder.resolve("porcupine/kv"), "c10", Models.keyValue(""), 30, "Porcupine 1.7 ms");
    }

    private void files(String what, Path folder, String name, Model<?> model, double barMillis, String peers) {
        List<History> histories = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> String.valueOf(file.getFileName()).contains(name))
                    .sorted()
                    .forEach(file -> histories.add(HistoryReader.read(file, HistoryReader.Keys.FIELD)));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot list " + folder, failure);
        }
        double seconds = median(() -> histories.forEach(history -> decide(model, history)));
        rows.add(Row.atMost(what, seconds * 1000 / histories.size(), "ms CPU", barMillis, peers));
    }

    private void generated() {
        double share = operations / 1e6;
        Model<?> registers = Models.casRegister(null);
        generated(
                "1,000 keys, 20 clients, five values",
                new HistoryGenerator(Kind.REGISTER, operations, 20, 1_000, 5, 20, 50, 0, 0, Anomaly.NONE),
                registers,
                1_000 * share,
                "Porcupine 5,600 ms and 1.2 GB for a million operations");
        for (int clients : new int[] {25, 100}) {
            generated(
                    "one key, unique values, " + clients + " clients",
                    HistoryGenerator.unique(Kind.REGISTER, operations, clients, 1, 0),
                    Models.register(null),
                    300 * share,
                    "Porcupine: no answer for 100,000 operations in 41 s, 9.8 GB");
        }
        generated(
                "one key, unique values, 25 clients, 1 % crash",
                HistoryGenerator.unique(Kind.REGISTER, operations, 25, 1, 1), Models.register(null), 300 * share, "");
        generated(
                "queue, unique values, 25 clients",
                HistoryGenerator.unique(Kind.QUEUE, operations, 25, 1, 0),
                Models.queue(),
                1_000 * share,
                "LiMo: log-linear");
        generated(
                "set, unique values, 25 clients",
                HistoryGenerator.unique(Kind.SET, operations, 25, 1, 0),
                Models.set(),
                1_000 * share,
                "LiMo: linear");
        generated(
                "stack, unique values, 4 clients, 1/10 of the operations",
                HistoryGenerator.unique(Kind.STACK, operations / 10, 4, 1, 0),
                Models.stack(),
                100 * share,
                "LiMo: quadratic");
    }

    private void generated(String what, HistoryGenerator shape, Model<?> model, double barMillis, String peers) {
        History history = shape.generate(SEED);
        double seconds = median(() -> decide(model, history));
        rows.add(Row.atMost(
                "%,d operations: %s".formatted(operations, what), seconds * 1000, "ms CPU", barMillis, peers));
    }

    private static double median(Runnable work) {
        return Cost.median(WARM_UPS, ROUNDS, () -> Cost.of(work).cpuSeconds());
    }

    private static void decide(Model<?> model, History history) {
        Verdict verdict = Check.linearizability(model).run(history);
        if (verdict instanceof Verdict.Unknown unknown) {
            throw new IllegalStateException("a bench must be decided: " + unknown.sentence());
        }
    }
}
