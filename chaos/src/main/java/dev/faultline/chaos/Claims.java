package dev.faultline.chaos;

import dev.faultline.sim.PacketFilter;
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
            case ProcessFault.Kill kill -> each(Names.expand(kill.nodes(), nodes), Claims::process);
            case ProcessFault.Pause pause -> each(Names.expand(pause.nodes(), nodes), Claims::process);
            case ProcessFault.PowerLoss loss -> each(Names.expand(loss.nodes(), nodes), Claims::process);
            case ProcessFault.Stop stop -> each(Names.expand(stop.nodes(), nodes), Claims::process);
            case ProcessFault.Upgrade upgrade -> each(Names.expand(upgrade.nodes(), nodes), Claims::process);
            case ProcessFault.Wipe wipe -> each(Names.expand(wipe.nodes(), nodes), Claims::process);
            case NetworkFault.Flap flap -> each(flap.links().ways(nodes), way -> "the cut of " + way);
            case NetworkFault.Partition partition ->
                unlessSome(partition.only(), partition.cut().ways(), way -> "the cut of " + way);
            case NetworkFault.Latency latency ->
                unlessSome(latency.only(), Way.of(latency.links(), nodes), way -> "the latency of " + way);
            case NetworkFault.Stall stall ->
                unlessSome(stall.only(), Way.of(stall.links(), nodes), way -> "the stall of " + way);
            case NetworkFault.Reset ignored -> Set.of();
            case ClockFault.ClockJump jump ->
                each(Names.expand(jump.nodes(), nodes), node -> "the time of day of " + node);
            case ClockFault.ClockDrift drift ->
                each(Names.expand(drift.nodes(), nodes), node -> "the clock rate of " + node);
            case StorageFault.SlowDisk slow ->
                each(Names.expand(slow.nodes(), nodes), node -> "the disk speed of " + node);
            case StorageFault.DiskError error ->
                each(
                        Names.expand(error.nodes(), nodes),
                        node -> "the " + error.operation().name().toLowerCase(Locale.ROOT) + " errors of " + node
                                + " at " + error.path());
            case DamageFault.BitFlip flip -> troubles(flip.nodes(), nodes, "bit flips", flip.path());
            case DamageFault.TornWrite torn -> troubles(torn.nodes(), nodes, "torn writes", torn.path());
            case DamageFault.LostWrite lost -> troubles(lost.nodes(), nodes, "lost writes", lost.path());
            case DamageFault.MisdirectedWrite misdirected ->
                troubles(misdirected.nodes(), nodes, "misdirected writes", misdirected.path());
            case DamageFault.LostSync lost -> troubles(lost.nodes(), nodes, "lost syncs", lost.path());
            case StorageFault.DiskDelay delay -> troubles(delay.nodes(), nodes, "delays", delay.path());
            case StorageFault.DiskBandwidth bandwidth ->
                each(Names.expand(bandwidth.nodes(), nodes), node -> "the disk bandwidth of " + node);
            case StorageFault.DeadDisk dead -> each(Names.expand(dead.nodes(), nodes), node -> "the disk of " + node);
            // Disturbances of packets add up, each undone by itself.
            case PacketFault.Loss ignored -> Set.of();
            case PacketFault.Corruption ignored -> Set.of();
            case PacketFault.Duplication ignored -> Set.of();
            case PacketFault.Reordering ignored -> Set.of();
            case PacketFault.Bandwidth ignored -> Set.of();
            case ReorderingFault ignored -> Set.of();
            case ClockFault.ClockFreeze freeze -> each(Names.expand(freeze.nodes(), nodes), Claims::steadiness);
            case ClockFault.ClockStrobe strobe -> each(Names.expand(strobe.nodes(), nodes), Claims::steadiness);
            case ResourceFault.CpuShare share ->
                each(Names.expand(share.nodes(), nodes), node -> "the processors of " + node);
            case ResourceFault.FileLimit limit ->
                each(Names.expand(limit.nodes(), nodes), node -> "the limit of files of " + node);
            case ResourceFault.ThreadLimit limit ->
                each(Names.expand(limit.nodes(), nodes), node -> "the limit of threads of " + node);
            case ResourceFault.MemoryLimit limit ->
                each(Names.expand(limit.nodes(), nodes), node -> "the limit of memory of " + node);
            case RecordFault.RecordChange change ->
                change.stage() == RecordFault.Stage.REST
                        ? Set.of()
                        : troubles(change.nodes(), nodes, "changed records", change.path());
            case RecordFault.RecordEdit ignored -> Set.of();
            case RecordFault.SegmentEdit ignored -> Set.of();
            case CodeFault code ->
                each(
                        Names.expand(code.nodes(), nodes),
                        node -> "the " + code.kind() + " of " + node + " at " + code.method());
            case DamageFault.BitRot ignored -> Set.of();
            case DamageFault.Truncate ignored -> Set.of();
            case StorageFault.FullDisk full ->
                each(Names.expand(full.nodes(), nodes), node -> "the disk space of " + node);
            case StorageFault.ReadOnlyDisk disk ->
                each(Names.expand(disk.nodes(), nodes), node -> "the mount of the disk of " + node);
            case PacketFault.Datagrams datagrams ->
                each(Way.of(datagrams.links(), nodes), way -> "the datagrams of " + way);
        };
    }

    /** What takes some packets only is a disturbance of packets, of which several add up. */
    private static Set<String> unlessSome(PacketFilter only, List<Way> ways, Function<Way, String> claim) {
        return only.equals(PacketFilter.ALL) ? each(ways, claim) : Set.of();
    }

    private static Set<String> troubles(List<String> named, List<String> nodes, String what, String path) {
        return each(Names.expand(named, nodes), node -> "the " + what + " of " + node + " at " + path);
    }

    private static String steadiness(String node) {
        return "the steadiness of the clock of " + node;
    }

    private static String process(String node) {
        return "the process of " + node;
    }

    private static <T> Set<String> each(List<T> things, Function<T, String> claim) {
        Set<String> claims = new LinkedHashSet<>();
        things.forEach(thing -> claims.add(claim.apply(thing)));
        return claims;
    }
}
