package dev.faultline.bench;

import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Program;
import dev.faultline.sim.Simulation;
import dev.faultline.sim.SimulationOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Row 1: what it costs to give another thread its turn, and to make a thread. */
final class SwitchBench {
    private static final double SWITCHES_BAR = 4;
    private static final double RATIO_BAR = 40;
    private static final String UNIT = "M switches/s";

    private final Scale scale;

    SwitchBench(Scale scale) {
        this.scale = scale;
    }

    List<Row> measure() {
        List<Row> rows = new ArrayList<>();
        double two = simulated(2);
        rows.add(row("switches, 2 simulated threads", two));
        double hundred = simulated(100);
        rows.add(row("switches, 100 simulated threads", hundred));
        rows.add(Row.plain("switches, 1000 simulated threads", simulated(1000), UNIT, ""));
        rows.add(row("switches, park and unpark", inMillions(() -> turns("park", "" + scale.switches()))));
        double baton = batons(2);
        rows.add(Row.plain("platform threads with a baton, 2", baton, UNIT, ""));
        double ring = batons(100);
        rows.add(Row.plain("platform threads with a baton, ring of 100", ring, UNIT, ""));
        rows.add(Row.atLeast("simulated : platform, 2 threads", two / baton, "x", RATIO_BAR, ""));
        rows.add(Row.atLeast("simulated : platform, 100 threads", hundred / ring, "x", RATIO_BAR, ""));
        rows.add(creations());
        return rows;
    }

    private static Row row(String what, double figure) {
        return Row.atLeast(what, figure, UNIT, SWITCHES_BAR, "");
    }

    private double simulated(int threads) {
        return inMillions(() -> turns("yield", "" + threads, "" + scale.switches()));
    }

    private double batons(int threads) {
        return inMillions(() -> perSecond(() -> Batons.handOn(threads, scale.handOvers())));
    }

    private double inMillions(java.util.function.DoubleSupplier perSecond) {
        return Cost.median(scale.warmUps(), scale.rounds(), perSecond) / 1e6;
    }

    private Row creations() {
        double simulated = Cost.median(scale.warmUps(), scale.rounds(), () -> {
            turns("create", "" + scale.creations());
            return scale.creations() / lastSeconds;
        });
        double platform = Cost.median(scale.warmUps(), scale.rounds(), () -> {
            Cost cost = Cost.of(this::createPlatformThreads);
            return scale.creations() / cost.wallSeconds();
        });
        return Row.plain(
                "threads made, started, run, joined: simulated",
                simulated / 1000,
                "K threads/s",
                "platform threads: " + Row.number(platform / 1000) + " K/s, ratio " + Row.number(simulated / platform));
    }

    private void createPlatformThreads() {
        try {
            SwitchMain.create(scale.creations());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    private double lastSeconds;

    /** Runs the work in a node and returns the turns per second. */
    private double turns(String... work) {
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation
                    .add(NodeSpec.of("node", Program.main(SwitchMain.class.getName(), work))
                            .withClassPath(List.of(Places.ofThisModule())))
                    .start();
            lastSeconds = Cost.of(() -> simulation.run(Duration.ofDays(1))).wallSeconds();
            return simulation.turns() / lastSeconds;
        }
    }

    private static double perSecond(java.util.function.IntSupplier work) {
        int[] done = new int[1];
        Cost cost = Cost.of(() -> done[0] = work.getAsInt());
        return done[0] / cost.wallSeconds();
    }
}
