package dev.faultline.sim.internal.machine;

import dev.faultline.sim.MethodPattern;
import dev.faultline.sim.NodeMemory;
import dev.faultline.sim.internal.code.MethodCalls;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the process of a machine has in memory. */
final class SimMemory implements NodeMemory {
    private final SimNode node;
    private final MethodCalls calls;
    private final Supplier<@Nullable SimProcess> process;

    SimMemory(SimNode node, MethodCalls calls, Supplier<@Nullable SimProcess> process) {
        this.node = node;
        this.calls = calls;
        this.process = process;
    }

    @Override
    public void prepare(String className) {
        node.code().prepare(MethodPattern.of(className + ".<init>"));
        calls.keepNewest(className);
    }

    @Override
    public Optional<Object> newest(String className) {
        return Optional.ofNullable(calls.newest(className));
    }

    @Override
    public Optional<Class<?>> initialized(String className) {
        SimProcess running = process.get();
        return running == null
                ? Optional.empty()
                : Optional.ofNullable(running.loader().initialized(className));
    }
}
