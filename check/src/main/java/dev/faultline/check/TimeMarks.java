package dev.faultline.check;

import dev.faultline.check.picture.RateChart;
import dev.faultline.check.picture.Timeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What a picture that shows events at equal distances says of their times. */
final class TimeMarks {

    /** Whoever waits so many times longer than is usual between two events waits for a break of the axis. */
    private static final int TIMES_LONGER = 8;

    private static final double NANOS = 1e9;

    private final int[] events;
    private final Map<Integer, Long> times;

    /**
     * Marks for these events.
     *
     * @param events their numbers, sorted
     * @param times the time of each, in nanoseconds
     */
    TimeMarks(int[] events, Map<Integer, Long> times) {
        this.events = events.clone();
        this.times = times;
    }

    private boolean isTimed() {
        return times.values().stream().distinct().count() > 1;
    }

    /** Seconds, with as few digits as tell them apart, where the history tells times. */
    Map<Integer, String> seconds() {
        if (!isTimed()) {
            return Map.of();
        }
        long distinct = times.values().stream().distinct().count();
        for (int digits = 0; ; digits++) {
            String format = "%." + digits + "f";
            Map<Integer, String> marks = new HashMap<>();
            times.forEach((event, nanos) -> marks.put(event, String.format(Locale.ROOT, format, nanos / NANOS)));
            if (digits == 9 || marks.values().stream().distinct().count() == distinct) {
                return marks;
            }
        }
    }

    /** The events after which much more time went by than after most, and how much. */
    Map<Integer, String> breaks() {
        NavigableMap<Integer, Long> waits = new TreeMap<>();
        for (int i = 1; i < events.length; i++) {
            long wait = time(events[i]) - time(events[i - 1]);
            if (wait > 0) {
                waits.put(events[i - 1], wait);
            }
        }
        List<Long> sorted = waits.values().stream().sorted().toList();
        Map<Integer, String> breaks = new HashMap<>();
        waits.forEach((event, wait) -> {
            if (wait / TIMES_LONGER > sorted.get((sorted.size() - 1) / 2)) {
                breaks.put(event, RateChart.duration(wait));
            }
        });
        return breaks;
    }

    /** The spans that touch the time of the events; between two events they begin and end in their own order. */
    List<Timeline.Band> bands(List<ViolationPicture.Span> spans) {
        if (events.length == 0) {
            return List.of();
        }
        long first = time(events[0]);
        long last = time(events[events.length - 1]);
        NavigableMap<Long, Double> places = new TreeMap<>();
        List<ViolationPicture.Span> touching = new ArrayList<>();
        for (ViolationPicture.Span span : spans) {
            if (span.fromNanos() <= last && span.toNanos() >= first) {
                touching.add(span);
                places.put(span.fromNanos(), 0.0);
                places.put(span.toNanos(), 0.0);
            }
        }
        place(places);
        return touching.stream()
                .map(span -> new Timeline.Band(
                        span.name(),
                        span.words(),
                        places.getOrDefault(span.fromNanos(), 0.0),
                        places.getOrDefault(span.toNanos(), 0.0)))
                .toList();
    }

    /** Gives each time a place behind the last event that is not later, and before the next time. */
    private void place(NavigableMap<Long, Double> places) {
        NavigableMap<Long, Integer> latest = new TreeMap<>();
        for (int event : events) {
            latest.put(time(event), event);
        }
        Map<Integer, Integer> together = new HashMap<>();
        places.keySet().forEach(nanos -> together.merge(before(latest, nanos), 1, Integer::sum));
        Map<Integer, Integer> placed = new HashMap<>();
        places.replaceAll((nanos, _) -> {
            int event = before(latest, nanos);
            double share = placed.merge(event, 1, Integer::sum) / (together.getOrDefault(event, 0) + 1.0);
            return event + share;
        });
    }

    private int before(NavigableMap<Long, Integer> latest, long nanos) {
        Map.Entry<Long, Integer> event = latest.floorEntry(nanos);
        return event == null ? events[0] - 1 : event.getValue();
    }

    private long time(int event) {
        return times.getOrDefault(event, 0L);
    }
}
