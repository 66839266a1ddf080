package dev.faultline.bench;

import dev.faultline.bench.Row.Bar;
import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Program;
import dev.faultline.sim.Simulation;
import dev.faultline.sim.SimulationOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/** What it costs to give another thread its turn, and to make a thread; beside platform threads that hand on a baton. */
final class SwitchBench {
    private static final Bar SWITCHES_BAR = new Bar.AtLeast(4);
    private static final Bar RATIO_BAR = new Bar.AtLeast(40);
    private static final String SWITCHES = "M switches";

    private final Gauge gauge;
    private final Scale scale;
    private Cost last = new Cost(0, 0);

    SwitchBench(Gauge gauge, Scale scale) {
        this.gauge = gauge;
        this.scale = scale;
    }

    void switches(Consumer<Row> rows) {
        rows.accept(row("switches, 2 simulated threads", SWITCHES_BAR, "yield", "2"));
        rows.accept(row("switches, 100 simulated threads", SWITCHES_BAR, "yield", "100"));
        rows.accept(row("switches, 1000 simulated threads", new Bar.None(), "yield", "1000"));
        rows.accept(row("switches, park and unpark", SWITCHES_BAR, "park"));
    }

    /**
     * Round by round in turns. In real time, for platform threads wait for each other more than they compute; where others want
     * the processors too, the ratio in processor time, which is in the note, says more.
     */
    void platform(Consumer<Row> rows) {
        for (int threads : new int[] {2, 100}) {
            rows.accept(inTurns(
                    "switches, simulated : platform threads with a baton, " + threads,
                    "M switches/s",
                    1e6,
                    () -> turns("yield", "" + threads, "" + scale.switches()),
                    () -> Batons.handOn(threads, scale.handOvers()),
                    RATIO_BAR));
        }
    }

    void creations(Consumer<Row> rows) {
        rows.accept(inTurns(
                "threads made, started, run, joined, simulated : platform",
                "K threads/s",
                1e3,
                () -> {
                    double _ = turns("create", "" + scale.creations());
                    return scale.creations();
                },
                this::createPlatformThreads,
                new Bar.None()));
    }

    private Row row(String what, Bar bar, String... work) {
        String[] whole = java.util.Arrays.copyOf(work, work.length + 1);
        whole[work.length] = "" + scale.switches();
        Gauge.Reading reading =
                gauge.rate(scale.warmUps(), scale.rounds(), () -> turns(whole) / last.cpuSeconds() / 1e6);
        return Row.rate(what, reading, SWITCHES, bar, "");
    }

    /** Both return how much they did; the simulated work notes what it cost, apart from the start of a simulation. */
    private Row inTurns(
            String what, String unit, double scaledBy, DoubleSupplier simulated, DoubleSupplier platform, Bar bar) {
        int rounds = scale.rounds();
        double[] ours = new double[rounds];
        double[] theirs = new double[rounds];
        double[] ratios = new double[rounds];
        double[] inProcessorTime = new double[rounds];
        for (int i = -scale.warmUps(); i < rounds; i++) {
            double one = simulated.getAsDouble() / scaledBy;
            Cost our = last;
            double[] done = new double[1];
            Cost their = Cost.of(() -> done[0] = platform.getAsDouble());
            double other = done[0] / scaledBy;
            if (i >= 0) {
                ours[i] = one / our.wallSeconds();
                theirs[i] = other / their.wallSeconds();
                ratios[i] = ours[i] / theirs[i];
                inProcessorTime[i] = one / our.cpuSeconds() / (other / their.cpuSeconds());
            }
        }
        String note = "in processor time " + Row.number(Cost.median(inProcessorTime)) + " x";
        return Row.ratio(what, Cost.median(ours), Cost.median(theirs), unit, bar, note)
                .withRatio(Cost.median(ratios));
    }

    private int createPlatformThreads() {
        try {
            SwitchMain.create(scale.creations());
            return scale.creations();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    /** Runs the work in a node and returns the turns that it took. */
    private double turns(String... work) {
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation
                    .add(NodeSpec.of("node", Program.main(SwitchMain.class.getName(), work))
                            .withClassPath(List.of(Places.ofThisModule())))
                    .start();
            last = Cost.of(() -> simulation.run(Duration.ofDays(1)));
            return simulation.turns();
        }
    }
}
