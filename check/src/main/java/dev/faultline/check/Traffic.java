package dev.faultline.check;

import dev.faultline.check.picture.RateChart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * How much clients did, and how fast it went: latencies of each kind of operation and outcome, and completions over time.
 * Linear in the history, in memory that does not depend on it. Immutable.
 *
 * <p>Latencies are told as far as the history has times; percentiles are right to 2 %. An operation that never completed
 * has no latency, nor has one of which the file tells a time before that of an earlier event.
 */
public final class Traffic {

    private static final int MOST_SLOTS = 60;
    /** Of fewer completions neither a rate nor a chart over time says anything. */
    private static final int LEAST_FOR_RATES = 10;

    /** Functions beyond these are counted together. */
    private static final int MOST_FUNCTIONS = 24;

    private static final String OTHERS = "others";
    private static final double NANOS = 1e9;

    private final List<Row> rows;
    private final List<RateChart.Slot> slots;
    private final long fromNanos;
    private final long toNanos;
    private final long slotsFromNanos;
    private final long slotNanos;
    private final int completed;

    /**
     * Operations of one function that ended in one way. Latencies are in nanoseconds, 0 if there are none.
     *
     * @param count how many
     * @param completed of these, how many have an end, and so a latency; without those whose times contradict their order
     */
    public record Row(
            String f,
            Outcome outcome,
            int count,
            int completed,
            long median,
            long percentile95,
            long percentile99,
            long longest) {}

    private record Kind(String f, Outcome outcome) {}

    /** What is known of a kind while its operations are counted. */
    private static final class Tally {
        private final Latencies latencies = new Latencies();
        private int count;
    }

    /** The same for a slot of time. */
    private static final class SlotTally {
        private int ok;
        private int failed;
        private int unknown;
        private final Latencies latencies = new Latencies();

        void add(Outcome outcome) {
            switch (outcome) {
                case OK -> ok++;
                case FAIL -> failed++;
                case INFO -> unknown++;
            }
        }

        RateChart.Slot slot() {
            return new RateChart.Slot(ok, failed, unknown, latencies.percentile(0.5), latencies.longest());
        }
    }

    private Traffic(History history, IntPredicate processes) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int i = 0; i < history.size(); i++) {
            if (processes.test(history.process(i))) {
                first = Math.min(first, history.invokedNanos(i));
                last = Math.max(last, history.completedNanos(i));
            }
        }
        fromNanos = first == Long.MAX_VALUE ? 0 : first;
        toNanos = Math.max(fromNanos, last);
        slotNanos = slotNanos(toNanos - fromNanos);
        slotsFromNanos = Math.floorDiv(fromNanos, slotNanos) * slotNanos;
        List<SlotTally> slotTallies = new ArrayList<>();
        for (long i = (toNanos - slotsFromNanos) / slotNanos; i >= 0; i--) {
            slotTallies.add(new SlotTally());
        }
        Map<String, String> names = new LinkedHashMap<>();
        Map<Kind, Tally> tallies = new LinkedHashMap<>();
        int ends = 0;
        for (int i = 0; i < history.size(); i++) {
            if (!processes.test(history.process(i))) {
                continue;
            }
            String f = history.function(i);
            String name = names.size() < MOST_FUNCTIONS
                    ? names.computeIfAbsent(f, key -> key)
                    : names.getOrDefault(f, OTHERS);
            Outcome outcome = history.outcome(i);
            Tally tally = tallies.computeIfAbsent(new Kind(name, outcome), _ -> new Tally());
            tally.count++;
            if (history.completedEvent(i) == Operation.NEVER) {
                continue;
            }
            ends++;
            SlotTally slot = slotTallies.get((int) ((history.completedNanos(i) - slotsFromNanos) / slotNanos));
            slot.add(outcome);
            if (history.hasLatency(i)) {
                long latency = history.completedNanos(i) - history.invokedNanos(i);
                tally.latencies.add(latency);
                if (outcome == Outcome.OK) {
                    slot.latencies.add(latency);
                }
            }
        }
        completed = ends;
        slots = slotTallies.stream().map(SlotTally::slot).toList();
        rows = tallies.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Row::f).thenComparing(Row::outcome))
                .toList();
    }

    /** A time of which a person thinks at once, so that not many more than the most slots are needed. */
    private static long slotNanos(long span) {
        for (long power = 1; ; power *= 10) {
            for (long factor : new long[] {1, 2, 5}) {
                if (span / (factor * power) < MOST_SLOTS - 1) {
                    return factor * power;
                }
            }
        }
    }

    private static Row row(Kind kind, Tally tally) {
        return new Row(
                kind.f,
                kind.outcome,
                tally.count,
                tally.latencies.size(),
                tally.latencies.percentile(0.5),
                tally.latencies.percentile(0.95),
                tally.latencies.percentile(0.99),
                tally.latencies.longest());
    }

    /** What was done in this history. */
    public static Traffic of(History history) {
        return of(history, _ -> true);
    }

    /** What these processes did in this history. */
    public static Traffic of(History history, IntPredicate processes) {
        return new Traffic(history, processes);
    }

    /** By function, then by outcome. */
    public List<Row> rows() {
        return rows;
    }

    /** Whether the history tells times. */
    public boolean isTimed() {
        return toNanos > fromNanos;
    }

    /** Whether there are enough completions to speak of rates, and to show them over time. */
    public boolean hasRates() {
        return isTimed() && completed >= LEAST_FOR_RATES;
    }

    /** Completions for each second, 0 if the history tells no times, or of too few operations. */
    public double perSecond() {
        return hasRates() ? completed * NANOS / (toNanos - fromNanos) : 0;
    }

    /** The headings of {@link #table}. */
    public static List<String> headings() {
        return List.of("operation", "outcome", "count", "median", "95 %", "99 %", "longest");
    }

    /** A row of words for each of {@link #rows}. */
    public List<List<String>> table() {
        return rows.stream().map(this::words).toList();
    }

    private List<String> words(Row row) {
        boolean told = isTimed() && row.completed > 0;
        return List.of(
                row.f,
                row.outcome.name().toLowerCase(Locale.ROOT),
                String.format(Locale.ROOT, "%,d", row.count),
                told ? RateChart.duration(row.median) : "-",
                told ? RateChart.duration(row.percentile95) : "-",
                told ? RateChart.duration(row.percentile99) : "-",
                told ? RateChart.duration(row.longest) : "-");
    }

    /** The same in lines for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (isTimed()) {
            String rate = hasRates() ? String.format(Locale.ROOT, ": %,.1f a second", perSecond()) : "";
            lines.add(String.format(Locale.ROOT, "%,d completion%s in ", completed, completed == 1 ? "" : "s")
                    + RateChart.duration(toNanos - fromNanos)
                    + rate);
        }
        for (List<String> row : table()) {
            String latencies = row.get(3).equals("-")
                    ? ""
                    : "  latency " + row.get(3) + " median, " + row.get(4) + " 95 %, " + row.get(5) + " 99 %, "
                            + row.get(6) + " longest";
            lines.add(String.format(Locale.ROOT, "%-12s %-4s %9s", row.get(0), row.get(1), row.get(2)) + latencies);
        }
        return lines;
    }

    /** The same for programs: values are strings, numbers, lists and maps. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("fromNanos", fromNanos);
        fields.put("toNanos", toNanos);
        fields.put("perSecond", perSecond());
        List<Object> kinds = new ArrayList<>();
        for (Row row : rows) {
            Map<String, Object> kind = new LinkedHashMap<>();
            kind.put("f", row.f);
            kind.put("outcome", row.outcome.name());
            kind.put("count", row.count);
            kind.put("completed", row.completed);
            kind.put("medianNanos", row.median);
            kind.put("percentile95Nanos", row.percentile95);
            kind.put("percentile99Nanos", row.percentile99);
            kind.put("longestNanos", row.longest);
            kinds.add(kind);
        }
        fields.put("operations", kinds);
        List<Object> series = new ArrayList<>();
        for (RateChart.Slot slot : slots) {
            series.add(List.of(slot.ok(), slot.failed(), slot.unknown(), slot.medianNanos(), slot.longestNanos()));
        }
        fields.put("slotsFromNanos", slotsFromNanos);
        fields.put("slotNanos", slotNanos);
        fields.put("slots", series);
        return fields;
    }

    /**
     * The rates and latencies over time.
     *
     * @param spans what went on meanwhile, such as faults
     */
    public RateChart picture(List<ViolationPicture.Span> spans) {
        return new RateChart(
                "Completions and latencies over time",
                slotsFromNanos,
                slotNanos,
                slots,
                spans.stream().map(ViolationPicture.Span::band).toList());
    }
}
