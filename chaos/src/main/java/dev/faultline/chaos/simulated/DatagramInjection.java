package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.chaos.Way;
import dev.faultline.sim.DatagramFaults;
import dev.faultline.sim.LinkCounters;
import dev.faultline.sim.Network;
import dev.faultline.sim.Simulation;
import java.util.List;

/** Datagrams go wrong. Evidence: those that were lost, went twice, or could be overtaken. */
final class DatagramInjection implements Injection {
    private final Network network;
    private final Traffic traffic;
    private final DatagramFaults chances;

    DatagramInjection(Simulation simulation, List<Way> ways, DatagramFaults chances) {
        network = simulation.network();
        traffic = new Traffic(simulation, ways);
        this.chances = chances;
    }

    @Override
    public void inject() {
        traffic.begin();
        traffic.forEach((from, to) -> network.setDatagramFaults(from, to, chances));
    }

    @Override
    public Evidence heal() {
        traffic.forEach((from, to) -> network.setDatagramFaults(from, to, DatagramFaults.NONE));
        long lost = traffic.since(LinkCounters.ByLink::datagramsLost);
        long doubled = traffic.since(LinkCounters.ByLink::datagramsDuplicated);
        long late = traffic.since(LinkCounters.ByLink::datagramsReordered);
        return Evidence.of(
                        lost + doubled + late > 0,
                        Evidence.count(lost, "datagram") + " lost, " + doubled + " sent twice and " + late
                                + " held up for others to overtake, on " + traffic.links())
                .instead(traffic.sent() + "; only datagrams are struck, by chance");
    }
}
