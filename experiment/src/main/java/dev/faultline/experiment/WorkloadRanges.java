package dev.faultline.experiment;

import dev.faultline.chaos.Drawn;
import dev.faultline.sim.Rng;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers of a workload that each seed draws from a range, such as {@code log 2..16}: a fault that shows only under many
 * writes, or only where few clients meet, is then not missed by all seeds alike.
 *
 * @param keys how many keys
 * @param rate how many requests a second by all clients together
 * @param thinkTime how long a client waits; there is no {@code rate} then
 */
public record WorkloadRanges(Optional<String> keys, Optional<String> rate, Optional<String> thinkTime) {
    /** Nothing is drawn. */
    public static final WorkloadRanges NONE = new WorkloadRanges(Optional.empty(), Optional.empty(), Optional.empty());

    /** Returns the workload with what the seed draws; the same for the same seed. */
    WorkloadSpec draw(WorkloadSpec workload, long seed) {
        Rng rng = Rng.fork(seed, "ranges of the workload");
        int drawnKeys = keys.map(range -> (int) Drawn.whole(range, rng)).orElse(workload.keys());
        Duration pause = rate.map(range -> pause(workload.clients(), Drawn.whole(range, rng)))
                .or(() -> thinkTime.map(range -> Drawn.duration(range, rng)))
                .orElse(workload.thinkTime());
        return workload.settled(drawnKeys, pause);
    }

    /** Returns what was drawn for a workload, by the key of the file that has the range. */
    Map<String, String> drawn(WorkloadSpec workload) {
        Map<String, String> drawn = new LinkedHashMap<>();
        keys.ifPresent(range -> drawn.put("keys", String.valueOf(workload.keys())));
        rate.ifPresent(range -> drawn.put(
                "rate",
                String.valueOf(Math.round(
                        workload.clients() * 1e9 / workload.thinkTime().toNanos()))));
        thinkTime.ifPresent(range -> drawn.put("think-time", Drawn.text(workload.thinkTime())));
        return drawn;
    }

    /** Returns how long each client waits so that all together ask at this rate. */
    static Duration pause(int clients, long rate) {
        return Duration.ofSeconds(clients).dividedBy(rate);
    }
}
