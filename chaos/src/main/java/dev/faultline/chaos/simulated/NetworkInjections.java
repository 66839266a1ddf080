package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Injection;
import dev.faultline.chaos.NetworkFault;
import dev.faultline.chaos.Way;
import dev.faultline.sim.Disturbance;
import dev.faultline.sim.PacketFilter;
import dev.faultline.sim.Simulation;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes the injections of what breaks between nodes. */
final class NetworkInjections {
    private NetworkInjections() {}

    /**
     * Makes one.
     *
     * @param nodes what {@code all} stands for
     */
    static Injection of(Simulation simulation, NetworkFault fault, List<String> nodes) {
        return switch (fault) {
            case NetworkFault.Flap flap ->
                new FlapInjection(simulation, flap.links().ways(nodes), flap.every());
            case NetworkFault.Partition partition -> {
                List<Way> ways = partition.cut().ways();
                yield of(
                        partition.only(),
                        () -> new PartitionInjection(simulation, ways),
                        only -> DisturbanceInjection.of(
                                simulation, ways, only, "lost", which -> new Disturbance.Loss(which, 1)));
            }
            case NetworkFault.Latency latency -> {
                List<Way> ways = latency.links().ways(nodes);
                yield of(
                        latency.only(),
                        () -> new LatencyInjection(simulation, ways, latency.extra()),
                        only -> DisturbanceInjection.of(
                                simulation,
                                ways,
                                only,
                                "delayed, each by " + latency.extra(),
                                which -> new Disturbance.Delay(which, latency.extra())));
            }
            case NetworkFault.Stall stall -> {
                List<Way> ways = stall.links().ways(nodes);
                yield of(
                        stall.only(),
                        () -> new StallInjection(simulation, ways),
                        only -> DisturbanceInjection.of(simulation, ways, only, "kept back", Disturbance.Stall::new));
            }
            case NetworkFault.Reset reset ->
                new ResetInjection(simulation, reset.links().ways(nodes));
        };
    }

    /** What is done to whole links is done to the links, what is done to some packets is a disturbance of these. */
    private static Injection of(
            PacketFilter only, Supplier<Injection> ofLinks, Function<PacketFilter, Injection> ofPackets) {
        return only.equals(PacketFilter.ALL) ? ofLinks.get() : ofPackets.apply(only);
    }
}
