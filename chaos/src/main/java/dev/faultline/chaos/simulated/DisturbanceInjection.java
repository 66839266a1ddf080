package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.chaos.NetworkFault;
import dev.faultline.sim.Disturbance;
import dev.faultline.sim.PacketFilter;
import dev.faultline.sim.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Packets are disturbed. Evidence: how many were, of how many. */
final class DisturbanceInjection implements Injection {
    private final Simulation simulation;
    private final List<Disturbance> disturbances;
    private final String what;
    private final List<Disturbance.InForce> inForce = new ArrayList<>();

    private DisturbanceInjection(Simulation simulation, List<Disturbance> disturbances, String what) {
        this.simulation = simulation;
        this.disturbances = disturbances;
        this.what = what;
    }

    /**
     * Makes one.
     *
     * @param nodes what {@code all} stands for
     * @param what is done to a packet, as the end of a sentence
     */
    static Injection of(
            Simulation simulation,
            NetworkFault.Links links,
            PacketFilter only,
            List<String> nodes,
            String what,
            Function<PacketFilter, Disturbance> kind) {
        List<Disturbance> disturbances = links.ways(nodes).stream()
                .map(way -> kind.apply(only.withFrom(way.from()).withTo(way.to())))
                .toList();
        return new DisturbanceInjection(simulation, disturbances, what);
    }

    @Override
    public void inject() {
        disturbances.forEach(each -> inForce.add(simulation.network().disturb(each)));
    }

    @Override
    public Evidence heal() {
        long met = 0;
        long hit = 0;
        for (Disturbance.InForce each : inForce) {
            met += each.toll().met();
            hit += each.toll().hit();
            each.undo();
        }
        return Evidence.of(hit > 0, Evidence.count(hit, "packet") + " of " + met + " " + what);
    }
}
