package dev.faultline.chaos;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * What a fault takes hold of while it lasts. Two faults that take hold of the same thing must not overlap: the one that
 * ends first would undo the other.
 */
final class Claims {
    private Claims() {}

    /** Returns a description of each thing; {@code nodes} is what {@code all} stands for. */
    static Set<String> of(Fault fault, List<String> nodes) {
        return switch (fault) {
            case ProcessFault.Kill kill -> process(kill.node());
            case ProcessFault.Pause pause -> process(pause.node());
            case ProcessFault.PowerLoss loss ->
                each(Names.expand(loss.nodes(), nodes), node -> "the process of " + node);
            case NetworkFault.Partition partition -> each(partition.cut().ways(), way -> "the cut of " + way);
            case NetworkFault.Latency latency -> each(Way.of(latency.links(), nodes), way -> "the latency of " + way);
            case NetworkFault.Stall stall -> each(Way.of(stall.links(), nodes), way -> "the stall of " + way);
            case NetworkFault.Reset ignored -> Set.of();
            case ClockFault.ClockJump jump -> Set.of("the time of day of " + jump.node());
            case ClockFault.ClockDrift drift -> Set.of("the clock rate of " + drift.node());
            case StorageFault.SlowDisk slow -> Set.of("the disk speed of " + slow.node());
            case StorageFault.DiskError error ->
                Set.of("the " + error.operation().name().toLowerCase(Locale.ROOT) + " errors of " + error.node()
                        + " at " + error.path());
            case StorageFault.FullDisk full -> Set.of("the disk space of " + full.node());
            case StorageFault.ReadOnlyDisk disk -> Set.of("the mount of the disk of " + disk.node());
            case NetworkFault.Datagrams datagrams ->
                each(Way.of(datagrams.links(), nodes), way -> "the datagrams of " + way);
        };
    }

    private static Set<String> process(String node) {
        return Set.of("the process of " + node);
    }

    private static <T> Set<String> each(List<T> things, Function<T, String> claim) {
        Set<String> claims = new LinkedHashSet<>();
        things.forEach(thing -> claims.add(claim.apply(thing)));
        return claims;
    }
}
