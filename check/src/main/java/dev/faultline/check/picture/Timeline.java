package dev.faultline.check.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Operations on a line for each client, from left to right in real time. Only the order of the events counts, so that
 * they are drawn at equal distances.
 *
 * @param title what the picture shows
 * @param bars the operations
 */
public record Timeline(String title, List<Bar> bars) {

    /** More bars than this are left out: nobody reads them. */
    public static final int MOST_BARS = 80;

    /** The end of an operation that has none. */
    public static final int NEVER = Integer.MAX_VALUE;

    private static final int MOST_CLIENTS = 40;
    private static final int LEFT = 110;
    private static final int TOP = 50;
    private static final int ROW = 34;
    private static final int STEP = 56;
    private static final int LETTER = 7;

    /**
     * An operation.
     *
     * @param client who called
     * @param words what it did, such as {@code read -> 3}
     * @param from the number of the event that invoked it
     * @param to the number of the event that completed it, or {@link #NEVER}
     * @param last whether it is the one after which nothing explains the rest
     */
    public record Bar(String client, String words, int from, int to, boolean last) {}

    /** Copies the bars. */
    public Timeline {
        bars = List.copyOf(bars);
    }

    /** The picture; of at most {@link #MOST_BARS} bars, so of some tens of kilobytes. */
    public String svg() {
        List<String> clients = new ArrayList<>();
        List<Bar> drawn = new ArrayList<>();
        TreeSet<Integer> events = new TreeSet<>();
        for (Bar bar : bars) {
            boolean known = clients.contains(bar.client);
            if (drawn.size() < MOST_BARS && (known || clients.size() < MOST_CLIENTS)) {
                if (!known) {
                    clients.add(bar.client);
                }
                drawn.add(bar);
                events.add(bar.from);
                events.add(bar.to);
            }
        }
        events.remove(NEVER);
        List<Integer> order = List.copyOf(events);
        double right = LEFT + STEP * (order.size() + 1.0);
        Svg svg = new Svg();
        svg.words("", 10, 22, title, (int) Math.max(40, right / LETTER));
        for (int row = 0; row < clients.size(); row++) {
            double y = TOP + ROW * (row + 0.5);
            svg.words("", 10, y + 4, clients.get(row), 14);
            svg.stroke("row", LEFT, y, right, y);
        }
        for (Bar bar : drawn) {
            draw(svg, bar, order, clients.indexOf(bar.client), right);
        }
        double bottom = TOP + ROW * clients.size() + 24.0;
        int left = bars.size() - drawn.size();
        String note =
                left == 0 ? "real time goes to the right; dashed: no answer" : left + " more operations are left out";
        svg.words("small", LEFT, bottom - 4, note, 100);
        return svg.document(right + 20, bottom + 10, title);
    }

    private static void draw(Svg svg, Bar bar, List<Integer> order, int row, double right) {
        double from = LEFT + STEP * (order.indexOf(bar.from) + 0.5);
        double to = bar.to == NEVER ? right : LEFT + STEP * (order.indexOf(bar.to) + 0.5);
        double y = TOP + (double) ROW * row;
        svg.box(bar.last ? "last" : bar.to == NEVER ? "open" : "operation", from, y + 4, to - from, ROW - 8.0);
        svg.words("middle", (from + to) / 2, y + ROW / 2.0 + 4, bar.words, Math.max(6, (int) ((to - from) / LETTER)));
    }
}
