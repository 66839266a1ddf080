package dev.faultline.sim.internal.machine;

import dev.faultline.sim.MethodPattern;
import dev.faultline.sim.Node;
import dev.faultline.sim.Steering;
import dev.faultline.sim.internal.kernel.Scheduler;
import dev.faultline.sim.internal.kernel.Timer;
import java.time.Duration;
import java.util.List;

/** Who goes on, as the code that drives the simulation says. */
final class SimSteering implements Steering {
    private final World world;
    private final Scheduler scheduler;

    SimSteering(World world) {
        this.world = world;
        scheduler = world.scheduler();
    }

    @Override
    public void hold(Node node, MethodPattern methods) {
        world.control(() -> world.node(node.name()).methods().hold(methods));
    }

    @Override
    public void pass(Node node, MethodPattern methods) {
        world.control(() -> world.gates().remove(world.node(node.name()), methods));
    }

    @Override
    public List<Held> held() {
        return world.gates().held();
    }

    @Override
    public void release(Held held) {
        world.control(() -> world.gates().release(held));
    }

    @Override
    public void holdTimedWaits() {
        world.control(scheduler.heldWaits::hold);
    }

    @Override
    public void passTimedWaits() {
        world.control(scheduler.heldWaits::pass);
    }

    @Override
    public List<TimedWait> timedWaits() {
        return scheduler.heldWaits.all().stream().map(SimSteering::told).toList();
    }

    private static TimedWait told(Timer timer) {
        return new TimedWait(
                timer.number(),
                timer.thread().life.machine.name(),
                timer.thread().name(),
                timer.atNanos());
    }

    @Override
    public void end(TimedWait wait) {
        Timer held = scheduler.heldWaits.all().stream()
                .filter(timer -> told(timer).equals(wait))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no timed wait is held as " + wait));
        world.control(() -> {
            scheduler.setCause(scheduler.recorder.record(
                    "TimedWaitEnded", wait.node(), "", held.atNanos(), scheduler.cause(), "thread", wait.thread()));
            scheduler.end(held);
        });
    }

    @Override
    public boolean isQuiet(Duration within) {
        return scheduler.isQuiet(within.toNanos());
    }
}
