package dev.faultline.bench;

import dev.faultline.bench.Row.Bar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Ten million operations, in a JVM whose heap holds the history too, so that the bar of memory is met if there is an answer. */
final class HugeBench {
    private static final int WARM_UPS = 2;
    private static final int ROUNDS = 3;
    private static final Bar BAR = new Bar.AtMost(5_000);

    void measure(Consumer<Row> rows) {
        String what = "%,d operations: one key, unique values, 25 clients, 2 GB".formatted(HugeHistoryMain.OPERATIONS);
        // With the flags of this JVM, so that all rows are of one kind of JVM.
        List<String> command =
                new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-Xmx2g", HugeHistoryMain.class.getName(), Integer.toString(WARM_UPS + ROUNDS)));
        try {
            Path log = Files.createTempFile("faultline-bench", ".log");
            try (PeerProcess process =
                    PeerProcess.start(Path.of(""), Places.classPath(), Map.of(), command, log, true)) {
                rows.accept(Row.cost(what, read(process), BAR, "no peer"));
            } catch (IllegalStateException ended) {
                rows.accept(Row.missing(what, "ms CPU", BAR, "no answer: " + ended.getMessage()));
            } finally {
                Files.delete(log);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write a temporary file", failure);
        }
    }

    private static Gauge.Reading read(PeerProcess process) {
        double[] figures = new double[ROUNDS];
        double[] units = new double[ROUNDS];
        double[] inUnits = new double[ROUNDS];
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            String[] words = process.nextLine().split(" ", -1);
            if (round >= 0) {
                figures[round] = words[0].equals("valid") ? Double.parseDouble(words[1]) : Double.NaN;
                units[round] = Double.parseDouble(words[2]);
                inUnits[round] = figures[round] / units[round];
            }
        }
        return new Gauge.Reading(Cost.median(figures), Cost.median(inUnits), Cost.median(units));
    }
}
