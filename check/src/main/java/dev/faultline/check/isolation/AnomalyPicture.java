package dev.faultline.check.isolation;

import dev.faultline.check.picture.Cycle;
import dev.faultline.check.picture.Picture;
import dev.faultline.check.picture.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Draws an anomaly: its cycle, or else the transactions in real time. All that are named are told with their places. */
final class AnomalyPicture {

    private AnomalyPicture() {}

    /** @param named all transactions that the answer names */
    static Picture of(Anomaly anomaly, Transactions history, Set<Integer> named) {
        NamedTransactions words = new NamedTransactions(history);
        String title = anomaly.name() + ": " + anomaly.sentence();
        return anomaly.cycle().isEmpty() ? timeline(title, history, words, named) : cycle(title, anomaly, words, named);
    }

    private static Timeline timeline(String title, Transactions history, NamedTransactions words, Set<Integer> named) {
        List<Timeline.Bar> bars = new ArrayList<>();
        for (int t : named) {
            boolean open = history.completed(t) == Transactions.NEVER;
            bars.add(new Timeline.Bar(
                    (history.timed() ? "process " : "session ") + history.process(t),
                    words.line(t),
                    history.invoked(t),
                    open ? Timeline.NEVER : history.completed(t),
                    false));
        }
        String note = history.timed() ? "" : "the file tells no times: only the order within a session counts";
        return new Timeline(title, bars, List.of(), List.of(), Map.of(), Map.of(), note);
    }

    private static Cycle cycle(String title, Anomaly anomaly, NamedTransactions words, Set<Integer> named) {
        List<Cycle.Step> steps = new ArrayList<>();
        Map<String, String> kinds = new LinkedHashMap<>();
        Set<Integer> others = new TreeSet<>(named);
        for (Anomaly.Edge edge : anomaly.cycle()) {
            int t = edge.from();
            others.remove(t);
            kinds.put(edge.kind().word(), edge.kind().meaning());
            steps.add(new Cycle.Step(
                    "T" + t, words.place(t), words.did(t), edge.kind().word(), edge.sentence()));
        }
        return new Cycle(title, steps, kinds, others.stream().map(words::line).toList());
    }
}
