package dev.faultline.bench;

import dev.faultline.check.Check;
import dev.faultline.check.History;
import dev.faultline.check.HistoryGenerator;
import dev.faultline.check.HistoryGenerator.Anomaly;
import dev.faultline.check.HistoryGenerator.Kind;
import dev.faultline.check.HistoryReader;
import dev.faultline.check.Limits;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
    private static final int REPETITIONS = 3_000;
    /** CPU seconds of small work, after which the JIT compilers rest. */
    private static final double WARM_UP_SECONDS = 8;

    private static final long SEED = 1;
    /** A bench must come to an end, also where the check does not. */
    private static final Limits LIMITS = Limits.standard().withConfigurations(20_000_000);

    private final int operations;
    private final List<Row> rows = new ArrayList<>();
    /** What was found last: work whose result is kept cannot be left out by the compiler. */
    private List<String> sink = List.of();

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
            bench.rows.addAll(IsolationBench.recorded(recorded));
        }
        progress.println("measuring generated histories ...");
        bench.generated(options.quick());
        progress.println("measuring generated transactions ...");
        bench.rows.addAll(IsolationBench.generated(options.quick()));
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
                "etcd_002, the most crashes, a file",
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
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> String.valueOf(file.getFileName()).contains(name))
                    .sorted()
                    .forEach(file -> histories.add(HistoryReader.read(file, HistoryReader.Keys.FIELD)));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot list " + folder, failure);
        }
        // The clock of the processor moves in steps of 10 ms on some machines: such small work is done many times.
        Supplier<List<String>> work = () -> {
            List<String> unknown = decide(model, histories);
            for (int i = 1; i < REPETITIONS / histories.size(); i++) {
                unknown = decide(model, histories);
            }
            return unknown;
        };
        for (double spent = 0; spent < WARM_UP_SECONDS; ) {
            spent += Cost.of(() -> sink = work.get()).cpuSeconds();
        }
        int done = Math.max(1, REPETITIONS / histories.size()) * histories.size();
        measure(what + " (one of " + histories.size() + ")", work, done, barMillis, peers);
    }

    private void generated(boolean quick) {
        double share = operations / 1e6;
        Model<?> registers = Models.casRegister(null);
        generated(
                "1,000 keys, 20 clients, five values",
                new HistoryGenerator(Kind.REGISTER, operations, 20, 1_000, 5, 20, 50, 0, 0, Anomaly.NONE),
                registers,
                1_000 * share,
                "Porcupine 5,600 ms and 1.2 GB for a million operations");
        if (!quick) {
            measureTenMillion();
        }
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
                "queue, unique values, 25 clients, 5 % crash",
                HistoryGenerator.unique(Kind.QUEUE, operations, 25, 1, 5), Models.queue(), 1_000 * share, "");
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
                "stack, unique values, 25 clients",
                HistoryGenerator.unique(Kind.STACK, operations, 25, 1, 0),
                Models.stack(),
                1_000 * share,
                "LiMo: quadratic");
        generated(
                "stack, unique values, 25 clients, 5 % crash",
                HistoryGenerator.unique(Kind.STACK, operations, 25, 1, 5), Models.stack(), 1_000 * share, "");
    }

    private void generated(String what, HistoryGenerator shape, Model<?> model, double barMillis, String peers) {
        List<History> history = List.of(shape.generate(SEED));
        measure("%,d operations: %s".formatted(operations, what), () -> decide(model, history), 1, barMillis, peers);
    }

    /** In a JVM whose heap holds the history too, so that the bar of memory is met if there is an answer at all. */
    private void measureTenMillion() {
        String what = "%,d operations: one key, unique values, 25 clients, heap of 2 GB"
                .formatted(HugeHistoryMain.OPERATIONS);
        double[] figures = new double[ROUNDS];
        Arrays.fill(figures, Double.NaN);
        String note = "no peer";
        List<Path> classPath = Places.classPath();
        List<String> command = List.of("-Xmx2g", HugeHistoryMain.class.getName(), Integer.toString(WARM_UPS + ROUNDS));
        try {
            Path log = Files.createTempFile("faultline-bench", ".log");
            try (PeerProcess process = PeerProcess.start(Path.of(""), classPath, Map.of(), command, log, true)) {
                for (int round = -WARM_UPS; round < ROUNDS; round++) {
                    String[] words = process.nextLine().split(" ", -1);
                    if (round >= 0 && words[0].equals("valid")) {
                        figures[round] = Double.parseDouble(words[1]);
                    }
                }
            } catch (IllegalStateException ended) {
                note = "it needs more than 2 GB: " + ended.getMessage();
            } finally {
                Files.delete(log);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write a temporary file", failure);
        }
        rows.add(Row.atMost(what, Cost.median(figures), "ms CPU", 5_000, note));
    }

    /** A row; one that was not decided misses its bar and says why. */
    private void measure(String what, Supplier<List<String>> work, int count, double barMillis, String peers) {
        List<String> unknown = work.get();
        if (unknown.isEmpty()) {
            double seconds = Cost.median(
                    WARM_UPS, ROUNDS, () -> Cost.of(() -> sink = work.get()).cpuSeconds());
            rows.add(Row.atMost(what, seconds * 1000 / count, "ms CPU", barMillis, peers));
        } else {
            String why = "%d UNKNOWN: %s %s".formatted(unknown.size(), unknown.getFirst(), peers);
            rows.add(Row.atMost(what, Double.NaN, "ms CPU", barMillis, why.strip()));
        }
    }

    /** The sentences of what was not decided. */
    private static List<String> decide(Model<?> model, List<History> histories) {
        List<String> unknown = new ArrayList<>();
        for (History history : histories) {
            Verdict verdict = Check.linearizability(model).within(LIMITS).run(history);
            if (verdict instanceof Verdict.Unknown undecided) {
                unknown.add(undecided.sentence());
            }
        }
        return unknown;
    }
}
