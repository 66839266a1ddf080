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
import java.util.function.IntSupplier;

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
     * Round by round in turns. In processor time, though platform threads also wait for each other: on a busy machine real
     * time tells how many others want the processors.
     */
    void platform(Consumer<Row> rows) {
        for (int threads : new int[] {2, 100}) {
            String what = "switches, simulated : platform threads with a baton, " + threads;
            rows.accept(inTurns(
                    what,
                    "M switches/CPU s",
                    1e6,
                    () -> turns("yield", "" + threads, "" + scale.switches()) / last.cpuSeconds(),
                    () -> perSecond(() -> Batons.handOn(threads, scale.handOvers())),
                    RATIO_BAR));
        }
    }

    void creations(Consumer<Row> rows) {
        rows.accept(inTurns(
                "threads made, started, run, joined, simulated : platform",
                "K threads/CPU s",
                1e3,
                () -> {
                    turns("create", "" + scale.creations());
                    return scale.creations() / last.cpuSeconds();
                },
                () -> perSecond(this::createPlatformThreads),
                new Bar.None()));
    }

    private Row row(String what, Bar bar, String... work) {
        String[] whole = java.util.Arrays.copyOf(work, work.length + 1);
        whole[work.length] = "" + scale.switches();
        Gauge.Reading reading =
                gauge.rate(scale.warmUps(), scale.rounds(), () -> turns(whole) / last.cpuSeconds() / 1e6);
        return Row.rate(what, reading, SWITCHES, bar, "");
    }

    private Row inTurns(
            String what, String unit, double scaledBy, DoubleSupplier simulated, DoubleSupplier platform, Bar bar) {
        double[] ours = new double[scale.rounds()];
        double[] theirs = new double[scale.rounds()];
        double[] ratios = new double[scale.rounds()];
        for (int i = -scale.warmUps(); i < scale.rounds(); i++) {
            double one = simulated.getAsDouble() / scaledBy;
            double other = platform.getAsDouble() / scaledBy;
            if (i >= 0) {
                ours[i] = one;
                theirs[i] = other;
                ratios[i] = one / other;
            }
        }
        Row row = Row.ratio(what, Cost.median(ours), Cost.median(theirs), unit, bar, "");
        return row.withRatio(Cost.median(ratios));
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

    private static double perSecond(IntSupplier work) {
        int[] done = new int[1];
        Cost cost = Cost.of(() -> done[0] = work.getAsInt());
        return done[0] / cost.cpuSeconds();
    }
}
