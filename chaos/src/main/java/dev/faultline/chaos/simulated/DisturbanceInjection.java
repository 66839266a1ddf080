package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.chaos.Way;
import dev.faultline.sim.Disturbance;
import dev.faultline.sim.PacketFilter;
import dev.faultline.sim.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Packets are disturbed. Evidence: how many were, of how many. */
final class DisturbanceInjection implements Injection {
    private final Simulation simulation;
    private final Traffic traffic;
    private final List<Disturbance> disturbances;
    private final String what;
    private final List<Disturbance.InForce> inForce = new ArrayList<>();

    DisturbanceInjection(Simulation simulation, List<Way> ways, List<Disturbance> disturbances, String what) {
        this.simulation = simulation;
        traffic = new Traffic(simulation, ways);
        this.disturbances = disturbances;
        this.what = what;
    }

    /**
     * Makes one of a disturbance for each link.
     *
     * @param what is done to a packet, as the end of a sentence
     * @param kind is given which packets of which link
     */
    static Injection of(
            Simulation simulation,
            List<Way> ways,
            PacketFilter only,
            String what,
            Function<PacketFilter, Disturbance> kind) {
        List<Disturbance> disturbances = ways.stream()
                .map(way -> kind.apply(only.withFrom(way.from()).withTo(way.to())))
                .toList();
        return new DisturbanceInjection(simulation, ways, disturbances, what);
    }

    @Override
    public void inject() {
        traffic.begin();
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
        return Evidence.of(hit > 0, Evidence.count(hit, "packet") + " of " + met + " " + what)
                .instead(traffic.sent()
                        + (met > 0 ? "; luck decided against each that it may strike" : "; it strikes none of these"));
    }

    /** The other is undone when this is on already, so that what both keep back is not let go in between. */
    @Override
    public Evidence replace(Injection other) {
        if (!(other instanceof DisturbanceInjection before)) {
            return Injection.super.replace(other);
        }
        inject();
        return before.heal();
    }
}
