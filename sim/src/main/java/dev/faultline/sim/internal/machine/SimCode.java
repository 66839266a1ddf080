package dev.faultline.sim.internal.machine;

import dev.faultline.sim.MethodPattern;
import dev.faultline.sim.NodeCode;
import dev.faultline.sim.internal.code.MethodCalls;
import java.util.List;
import java.util.function.Consumer;

/** The methods of a machine's programs, for the code that drives the simulation. */
final class SimCode implements NodeCode {
    private final SimNode node;
    private final World world;
    final MethodCalls calls;

    SimCode(SimNode node, World world) {
        this.node = node;
        this.world = world;
        calls = new MethodCalls(node, world.scheduler());
    }

    @Override
    public void prepare(MethodPattern methods) {
        if (calls.probes.isNew(methods) && node.isRunning()) {
            throw new IllegalStateException("node " + node.name() + " runs; its methods " + methods
                    + " could be prepared before its start only");
        }
        calls.probes.add(methods);
    }

    @Override
    public void inject(Fault fault) {
        world.control(() -> calls.inject(fault));
    }

    @Override
    public Seen heal(Fault fault) {
        Seen[] seen = new Seen[1];
        world.control(() -> seen[0] = calls.heal(fault));
        return seen[0];
    }

    @Override
    public Seen seen(Fault fault) {
        return calls.seen(fault);
    }

    @Override
    public void at(Point point, Consumer<String> action) {
        world.control(() -> calls.set(point, action));
    }

    @Override
    public long cancel(Point point) {
        long[] seen = {0};
        world.control(() -> seen[0] = calls.cancel(point));
        return seen[0];
    }

    @Override
    public long calls(Point point) {
        return calls.calls(point);
    }

    @Override
    public List<String> methods(MethodPattern pattern) {
        return calls.probes.methods(pattern);
    }

    @Override
    public List<String> others(MethodPattern methods) {
        List<String> ofClasses = calls.probes.others(methods);
        return ofClasses.isEmpty()
                ? ClassArchive.classesOf(node.spec(), world.options().preemption())
                : ofClasses;
    }
}
