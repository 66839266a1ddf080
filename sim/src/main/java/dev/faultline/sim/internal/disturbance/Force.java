package dev.faultline.sim.internal.disturbance;

import dev.faultline.sim.Disturbance;
import dev.faultline.sim.Disturbance.Toll;
import dev.faultline.sim.Rng;
import dev.faultline.sim.internal.kernel.Scheduler;
import java.util.ArrayList;
import java.util.List;

/** A disturbance in force, on all links that it touches. */
public final class Force {
    public final Disturbance what;
    private final Recipe recipe;
    private final Scheduler scheduler;
    private final long seed;
    private final Tally tally;
    private final String label;
    private final List<Placed> placed = new ArrayList<>();
    private final List<Chain> cut = new ArrayList<>(0);

    /** What it does on a link. */
    private record Placed(Chain chain, Stage stage) {}

    /** @param label names its draws: its text and how often the run had that before */
    Force(Disturbance what, Scheduler scheduler, long seed, Tally tally, String label) {
        this.what = what;
        this.scheduler = scheduler;
        this.seed = seed;
        this.tally = tally;
        this.label = label;
        recipe = new Recipe(what);
    }

    boolean isCut() {
        return recipe.isCut();
    }

    void begin(Chain chain) {
        if (recipe.isCut()) {
            if (recipe.touches(chain.ends)) {
                cut.add(chain);
                chain.cuts.hold(tally);
            }
            return;
        }
        Rng rng = Rng.fork(seed, label + " " + chain.ends);
        Stage[] made = new Stage[1];
        Stage stage = recipe.at(chain.ends, new Site(tally, rng, scheduler, course -> chain.after(made[0], course)));
        if (stage != null) {
            made[0] = stage;
            placed.add(new Placed(chain, stage));
            chain.add(stage);
        }
    }

    void end() {
        cut.forEach(chain -> chain.cuts.release(tally));
        cut.clear();
        placed.forEach(each -> each.chain.remove(each.stage));
        placed.clear();
    }

    /** Returns what it has done so far. */
    public Toll toll() {
        return tally.toll();
    }
}
