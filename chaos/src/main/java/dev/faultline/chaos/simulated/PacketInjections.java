package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Fault;
import dev.faultline.chaos.Injection;
import dev.faultline.chaos.NetworkFault.Links;
import dev.faultline.chaos.PacketFault;
import dev.faultline.chaos.PacketRules;
import dev.faultline.chaos.ReorderingFault;
import dev.faultline.sim.Disturbance;
import dev.faultline.sim.Disturbance.Order;
import dev.faultline.sim.PacketFilter;
import dev.faultline.sim.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Makes the injections of what happens to packets one by one. */
final class PacketInjections {
    private PacketInjections() {}

    /**
     * Makes one.
     *
     * @param nodes what {@code all} stands for
     */
    static Injection of(Simulation simulation, PacketFault fault, List<String> nodes) {
        return switch (fault) {
            case PacketFault.Loss loss ->
                DisturbanceInjection.of(
                        simulation,
                        loss.links().ways(nodes),
                        loss.only(),
                        "lost",
                        which -> ruled(which, loss.chance(), loss.except(), Disturbance.Loss::new));
            case PacketFault.Corruption corruption ->
                DisturbanceInjection.of(
                        simulation,
                        corruption.links().ways(nodes),
                        corruption.only(),
                        "changed by a bit",
                        which -> ruled(which, corruption.chance(), corruption.except(), Disturbance.Corruption::new));
            case PacketFault.Duplication duplication ->
                DisturbanceInjection.of(
                        simulation,
                        duplication.links().ways(nodes),
                        duplication.only(),
                        "sent twice",
                        which ->
                                ruled(which, duplication.chance(), duplication.except(), Disturbance.Duplication::new));
            case PacketFault.Reordering reordering ->
                moved(
                        simulation,
                        reordering.links(),
                        reordering.only(),
                        nodes,
                        new Order.Window((int) reordering.window(), reordering.within()));
            case PacketFault.Bandwidth bandwidth
            when bandwidth.per() == PacketFault.Share.DIRECTION ->
                new DisturbanceInjection(
                        simulation, bandwidth.links().ways(nodes), List.of(shared(bandwidth, nodes)), "delayed");
            case PacketFault.Bandwidth bandwidth ->
                DisturbanceInjection.of(
                        simulation,
                        bandwidth.links().ways(nodes),
                        bandwidth.only(),
                        "delayed",
                        which -> new Disturbance.Bandwidth(which, bandwidth.bytes(), false));
            case PacketFault.Datagrams datagrams ->
                new DatagramInjection(simulation, datagrams.links().ways(nodes), datagrams.chances());
        };
    }

    /** Makes one; {@code nodes} is what {@code all} stands for. */
    static Injection of(Simulation simulation, ReorderingFault fault, List<String> nodes) {
        return switch (fault) {
            case ReorderingFault.Late late ->
                moved(simulation, late.links(), late.only(), nodes, new Order.Lateness(late.most()));
            case ReorderingFault.Burst burst ->
                moved(
                        simulation,
                        burst.links(),
                        burst.only(),
                        nodes,
                        new Order.Burst(
                                burst.chance(),
                                (int) burst.packets(),
                                burst.order() == ReorderingFault.Order.REVERSED,
                                burst.within()));
            case ReorderingFault.Behind behind ->
                moved(
                        simulation,
                        behind.links(),
                        behind.only(),
                        nodes,
                        new Order.Behind((int) behind.packets(), behind.within()));
        };
    }

    private static Injection moved(
            Simulation simulation, Links links, PacketFilter only, List<String> nodes, Order order) {
        return DisturbanceInjection.of(
                simulation, links.ways(nodes), only, "moved", which -> new Disturbance.Reordering(which, order));
    }

    private static Disturbance ruled(
            PacketFilter which, double chance, PacketRules except, BiFunction<PacketFilter, Double, Disturbance> kind) {
        if (except.rules().isEmpty()) {
            return kind.apply(which, chance);
        }
        List<Disturbance> rules = new ArrayList<>();
        except.rules().forEach(rule -> rules.add(kind.apply(rule.which(), rule.chance())));
        rules.add(kind.apply(PacketFilter.ALL, chance));
        return new Disturbance.FirstOf(which, rules);
    }

    /** All links of a direction are one disturbance; one that is of both directions is of the first, which takes it. */
    private static Disturbance shared(PacketFault.Bandwidth bandwidth, List<String> nodes) {
        Links links = bandwidth.links();
        String[] from = Fault.expand(links.from(), nodes).toArray(String[]::new);
        String[] to = Fault.expand(links.to(), nodes).toArray(String[]::new);
        List<Disturbance> directions = new ArrayList<>();
        directions.add(narrow(PacketFilter.ALL.withFrom(from).withTo(to), bandwidth.bytes()));
        if (links.bothWays()) {
            directions.add(narrow(PacketFilter.ALL.withFrom(to).withTo(from), bandwidth.bytes()));
        }
        return new Disturbance.FirstOf(bandwidth.only(), directions);
    }

    private static Disturbance narrow(PacketFilter which, long bytes) {
        return new Disturbance.Bandwidth(which, bytes, true);
    }
}
