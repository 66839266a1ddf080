package dev.faultline.check.picture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where events are drawn: one after the other at equal distances, and between them, closer to each other, where bands begin
 * and end.
 */
final class TimeAxis {

    private static final double WEIGHT_OF_A_BAND = 0.4;
    private static final double ROOM_BEFORE = 0.35;
    private static final double ROOM_AFTER = 0.6;
    private static final int ROWS_OF_MARKS = 3;
    private static final double GAP = 10;

    private final double left;
    private final double right;
    private final NavigableSet<Integer> events;
    private final NavigableMap<Double, Double> places = new TreeMap<>();

    /**
     * An axis.
     *
     * @param events the numbers of those that are drawn
     * @param between numbers between them where something begins or ends
     */
    TimeAxis(double left, double right, NavigableSet<Integer> events, NavigableSet<Double> between) {
        this.left = left;
        this.right = right;
        this.events = events;
        NavigableSet<Double> stops = new TreeSet<>(between);
        events.forEach(event -> stops.add((double) event));
        double sum = 0;
        double before = 0;
        for (double stop : stops) {
            double weight = isEvent(stop) ? 1 : WEIGHT_OF_A_BAND;
            sum += places.isEmpty() ? ROOM_BEFORE : Math.min(1, (before + weight) / 2);
            places.put(stop, sum);
            before = weight;
        }
        double all = sum + ROOM_AFTER;
        places.replaceAll((_, place) -> left + (right - left) * place / all);
    }

    private boolean isEvent(double stop) {
        return stop == Math.rint(stop) && events.contains((int) stop);
    }

    double left() {
        return left;
    }

    double right() {
        return right;
    }

    /** The place of a number that is drawn, and else that of the next one before; the end for {@link Timeline#NEVER}. */
    double x(double number) {
        Map.Entry<Double, Double> stop = number >= Timeline.NEVER ? null : places.floorEntry(number);
        return number >= Timeline.NEVER ? right : stop == null ? left : stop.getValue();
    }

    /** The end of the room behind a number: the place of the next one. */
    private double next(double number) {
        Map.Entry<Double, Double> stop = places.higherEntry(number);
        return stop == null ? right : stop.getValue();
    }

    /** The middle of the room behind an event, a share of it further to the right. */
    double behind(int event, double share) {
        return x(event) + (next(event) - x(event)) * share;
    }

    /** Words at a place, in some row below the axis. */
    private record Mark(String style, String words, double from, double to) {}

    /** Draws the axis with its marks and breaks; returns where it ends. */
    double draw(Svg svg, double y, Map<Integer, String> marks, Map<Integer, String> breaks) {
        svg.stroke("axis", left, y, right, y);
        List<List<Mark>> rows = new ArrayList<>();
        for (int event : events) {
            if (breaks.containsKey(event) && events.higher(event) != null) {
                double end = x(events.higher(event));
                double begin = places.lowerEntry((double) events.higher(event)).getValue();
                broken(svg, (begin + end) / 2, y);
                put(rows, rows, mark("quiet", breaks.get(event), (begin + end) / 2));
            }
        }
        int first = rows.size();
        for (int event : important()) {
            svg.stroke("axis", x(event), y - 3, x(event), y + 3);
            if (marks.containsKey(event)) {
                put(rows.subList(first, rows.size()), rows, mark("", marks.get(event), x(event)));
            }
        }
        double base = y + Letters.LINE;
        for (List<Mark> row : rows) {
            double at = base;
            row.forEach(mark -> svg.words(mark.style, mark.from, at, mark.words));
            base += Letters.LINE;
        }
        return y + 6 + Letters.LINE * rows.size();
    }

    /** The first and the last, then the others: marks for which there is no room are left out. */
    private List<Integer> important() {
        List<Integer> order = new ArrayList<>(events);
        if (order.size() > 2) {
            Collections.rotate(order.subList(1, order.size()), 1);
        }
        return order;
    }

    private Mark mark(String style, String words, double middle) {
        double width = Letters.width(words);
        double from = Math.clamp(middle - width / 2, 2, Math.max(2, right + 8 - width));
        return new Mark(style, words, from, from + width);
    }

    /** Into the first of some rows that has room, or a new one. */
    private static void put(List<List<Mark>> some, List<List<Mark>> all, Mark mark) {
        for (List<Mark> row : some) {
            if (row.stream().allMatch(other -> mark.to + GAP <= other.from || other.to + GAP <= mark.from)) {
                row.add(mark);
                return;
            }
        }
        if (all.size() < ROWS_OF_MARKS) {
            all.add(new ArrayList<>(List.of(mark)));
        }
    }

    private static void broken(Svg svg, double x, double y) {
        svg.plain("paper", x - 4, y - 2, 8, 4);
        for (double at : new double[] {x - 4, x + 4}) {
            svg.path("break", new double[] {at - 3, at + 3}, new double[] {y + 6, y - 6});
        }
    }
}
