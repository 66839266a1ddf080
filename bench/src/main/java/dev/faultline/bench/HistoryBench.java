package dev.faultline.bench;

import dev.faultline.bench.Row.Bar;
import dev.faultline.check.Check;
import dev.faultline.check.History;
import dev.faultline.check.HistoryGenerator;
import dev.faultline.check.HistoryReader;
import dev.faultline.check.Limits;
import dev.faultline.check.Model;
import dev.faultline.check.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What it costs to check linearizability: a part of {@code bench checkers}. */
final class HistoryBench {
    private static final int WARM_UPS = 3;
    private static final int ROUNDS = 5;
    private static final int REPETITIONS = 3_000;
    private static final int LEAST_OPERATIONS = 1_000_000;
    /** CPU seconds of small work, after which the JIT compilers rest. */
    private static final double WARM_UP_SECONDS = 8;

    private static final long SEED = 1;
    /** A bench must come to an end, also where the check does not. */
    private static final Limits LIMITS = Limits.standard().withConfigurations(20_000_000);

    private final Gauge gauge;
    /** What was found last: work whose result is kept cannot be left out by the compiler. */
    private List<String> sink = List.of();

    HistoryBench(Gauge gauge) {
        this.gauge = gauge;
    }

    /** Files of a folder whose names contain a word. */
    void files(
            String what,
            Path folder,
            String name,
            Model<?> model,
            double barUnits,
            List<Peer> peers,
            Consumer<Row> rows) {
        List<History> histories = read(folder, name);
        if (histories.isEmpty()) {
            rows.accept(Row.missing(what, "ms CPU", new Bar.None(), "not measured: there is none in " + folder));
            return;
        }
        int repetitions = Math.max(1, REPETITIONS / histories.size());
        // The clock of the processor moves in steps of 10 ms on some machines: such small work is done many times.
        Supplier<List<String>> work = () -> decide(model, histories, repetitions);
        for (double spent = 0; spent < WARM_UP_SECONDS; ) {
            spent += Cost.of(() -> sink = work.get()).cpuSeconds();
        }
        String each = what + " (one of " + histories.size() + ")";
        rows.accept(measure(each, work, repetitions * histories.size(), barUnits, peers, ""));
    }

    private static List<History> read(Path folder, String name) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<History> histories = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> String.valueOf(file.getFileName()).contains(name))
                    .sorted()
                    .forEach(file -> histories.add(HistoryReader.read(file, HistoryReader.Keys.FIELD)));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot list " + folder, failure);
        }
        return histories;
    }

    void generated(
            String what,
            HistoryGenerator shape,
            Model<?> model,
            double barUnits,
            List<Peer> peers,
            String note,
            Consumer<Row> rows) {
        List<History> history = List.of(shape.generate(SEED));
        String name = "%,d operations: %s".formatted(shape.operations(), what);
        // The same for a quick bench, whose histories are small.
        int times = Math.max(1, LEAST_OPERATIONS / shape.operations());
        rows.accept(measure(name, () -> decide(model, history, times), times, barUnits, peers, note));
    }

    /** A row; one that was not decided misses its bar and says why. */
    private Row measure(
            String what, Supplier<List<String>> work, int count, double barUnits, List<Peer> peers, String note) {
        Bar bar = new Bar.AtMost(barUnits);
        List<String> unknown = work.get();
        if (!unknown.isEmpty()) {
            return Row.missing(what, "ms CPU", bar, "%d UNKNOWN: %s".formatted(unknown.size(), unknown.getFirst()));
        }
        Gauge.Reading reading = gauge.cost(
                WARM_UPS, ROUNDS, () -> Cost.of(() -> sink = work.get()).cpuSeconds() * 1000 / count);
        return Row.cost(what, reading, bar, peers, note);
    }

    private static List<String> decide(Model<?> model, List<History> histories, int times) {
        List<String> unknown = decide(model, histories);
        for (int i = 1; i < times; i++) {
            unknown = decide(model, histories);
        }
        return unknown;
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
