package dev.faultline.sim.internal.machine;

import dev.faultline.sim.MethodPattern;
import dev.faultline.sim.NodeCode;
import dev.faultline.sim.internal.code.MethodCalls;
import dev.faultline.sim.internal.vm.Probed;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The methods of a machine's programs, for the code that drives the simulation. */
final class SimCode implements NodeCode {
    private final SimNode node;
    private final World world;
    final MethodCalls calls;

    SimCode(SimNode node, World world) {
        this.node = node;
        this.world = world;
        calls = new MethodCalls(node, world.scheduler(), world.gates());
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
    public void prepareAllocations() {
        if (!calls.probes.areOfAllocations() && node.isRunning()) {
            throw new IllegalStateException("node " + node.name()
                    + " runs; that what its programs allocate is counted could be prepared before its start only");
        }
        calls.probes.addAllocations();
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
    public List<String> methods(MethodPattern pattern) {
        return inClassPath(pattern)
                .flatMap(probed -> probed.sites().stream())
                .map(Probed.Site::text)
                .toList();
    }

    @Override
    public List<String> others(MethodPattern methods) {
        List<String> ofClasses =
                inClassPath(methods).flatMap(probed -> probed.others().stream()).toList();
        return ofClasses.isEmpty() ? classPath().classNames() : ofClasses;
    }

    private Stream<Probed> inClassPath(MethodPattern pattern) {
        return classPath().probed(pattern);
    }

    private ClassArchive classPath() {
        return ClassArchive.of(node.spec().classPath(), world.options().preemption());
    }
}
