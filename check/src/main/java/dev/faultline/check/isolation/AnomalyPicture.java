package dev.faultline.check.isolation;

import dev.faultline.check.picture.Cycle;
import dev.faultline.check.picture.Picture;
import dev.faultline.check.picture.Timeline;
import java.util.ArrayList;
import java.util.List;

/** Draws an anomaly: its cycle, or else the transactions in real time. */
final class AnomalyPicture {

    private AnomalyPicture() {}

    static Picture of(Anomaly anomaly, Transactions history) {
        String title = anomaly.name() + ": " + anomaly.sentence();
        if (anomaly.cycle().isEmpty()) {
            List<Timeline.Bar> bars = new ArrayList<>();
            for (int t : anomaly.transactions()) {
                boolean open = history.completed(t) == Transactions.NEVER;
                bars.add(new Timeline.Bar(
                        "process " + history.process(t),
                        history.describe(t),
                        history.invoked(t),
                        open ? Timeline.NEVER : history.completed(t),
                        false));
            }
            return new Timeline(title, bars);
        }
        List<Cycle.Step> steps = new ArrayList<>();
        for (Anomaly.Edge edge : anomaly.cycle()) {
            String name = "T" + edge.from();
            String words =
                    history.describe(edge.from()).substring(name.length()).strip();
            steps.add(new Cycle.Step(name, words, edge.kind().word(), edge.sentence()));
        }
        return new Cycle(title, steps);
    }
}
