package dev.faultline.sim.internal.code;

import dev.faultline.sim.MethodPattern;
import dev.faultline.sim.NodeCode.Effect;
import dev.faultline.sim.NodeCode.Fault;
import dev.faultline.sim.NodeCode.Point;
import dev.faultline.sim.NodeCode.Seen;
import dev.faultline.sim.internal.kernel.Machine;
import dev.faultline.sim.internal.kernel.Points;
import dev.faultline.sim.internal.kernel.Scheduler;
import dev.faultline.sim.internal.kernel.Spending;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.vm.Probed;
import dev.faultline.sim.internal.vm.Unchecked;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What happens at the methods of a node's programs that have a probe. */
public final class MethodCalls {
    /** Stands for null, where something is returned in the place of what the method would have. */
    public static final Object NULL = new Object();

    public final Probes probes = new Probes();
    private final Machine machine;
    private final Scheduler scheduler;
    private final Gates gates;
    private final MethodFaults faults;
    private final Points<Point, String> points = new Points<>(Point::nth);
    /** The classes of which the object is kept that was made last. */
    private final Set<String> kept = new HashSet<>();

    private final Map<String, Object> newest = new HashMap<>();

    public MethodCalls(Machine machine, Scheduler scheduler, Gates gates) {
        this.machine = machine;
        this.scheduler = scheduler;
        this.gates = gates;
        faults = new MethodFaults(scheduler.seed, machine.name());
    }

    // ---- for the code that drives the simulation

    public void inject(Fault fault) {
        requirePrepared(fault.methods());
        faults.inject(fault);
    }

    public Seen heal(Fault fault) {
        return faults.heal(fault);
    }

    public void set(Point point, Consumer<String> action) {
        requirePrepared(point.methods());
        points.set(point, action);
    }

    public long cancel(Point point) {
        return points.cancel(point);
    }

    public void hold(MethodPattern methods) {
        requirePrepared(methods);
        gates.add(machine, methods);
    }

    /** Lets the object of a class be kept that was made last; probes of its constructors must have been added. */
    public void keepNewest(String className) {
        kept.add(className);
    }

    /** Returns the object of the class that the process has made last; null if it has made none. */
    public @Nullable Object newest(String className) {
        return newest.get(className);
    }

    /** Forgets the objects of a process that has ended. */
    public void forgetNewest() {
        newest.clear();
    }

    private void requirePrepared(MethodPattern pattern) {
        if (probes.isNew(pattern)) {
            throw new IllegalArgumentException(
                    "the methods " + pattern + " of " + machine.name() + " were not prepared before the node started");
        }
    }

    // ---- for probes

    /**
     * A method begins: waits or throws, if a fault says so.
     *
     * @param owner its class; null where class files have no way to say so
     * @return what it returns instead, {@link #NULL} for null; null if it goes on
     */
    public @Nullable Object entered(Task task, @Nullable Class<?> owner, String key) {
        if (task.makesFault) {
            return null;
        }
        if (points.areSet()) {
            reached(key, Point.Moment.BEFORE);
        }
        if (gates.areAny()) {
            gates.arrive(task, machine, probes.site(key));
        }
        if (faults.isEmpty()) {
            return null;
        }
        Probed.Site site = probes.site(key);
        MethodFaults.Hit hit = faults.strike(site);
        if (hit.delayNanos > 0) {
            record(task, site, "delayed by " + hit.delayNanos + " ns");
            Spending.spend(scheduler, hit.delayNanos);
        }
        if (hit.fault == null) {
            return null;
        }
        ClassLoader loader = owner == null ? task.application.getContextClassLoader() : owner.getClassLoader();
        return switch (hit.fault.effect()) {
            case Effect.Throw what -> {
                Made thrown = made(task, () -> Thrown.of(what, loader));
                if (thrown.value() == null) {
                    hit.refused(thrown.refusal());
                    yield null;
                }
                record(task, site, "threw " + what.exception());
                Unchecked.throwUnchecked((Throwable) thrown.value());
                yield null;
            }
            case Effect.Return what -> {
                Made returned = made(task, () -> ReturnValue.of(what.value(), site.descriptor(), loader));
                if (returned.value() == null) {
                    hit.refused(site.text() + " cannot return " + what.value()
                            + (returned.refusal().isEmpty() ? "" : ": " + returned.refusal()));
                    yield null;
                }
                record(task, site, "returned " + what.value());
                yield returned.value();
            }
            case Effect.Delay _ -> null;
        };
    }

    /** Has a thread make what it is to meet. What it calls for that are no calls of the program. */
    private static Made made(Task task, Supplier<Made> making) {
        task.makesFault = true;
        try {
            return making.get();
        } finally {
            task.makesFault = false;
        }
    }

    /** A method is about to return. */
    public void left(Task task, String key) {
        if (points.areSet() && !task.makesFault) {
            reached(key, Point.Moment.AFTER);
        }
    }

    /** A constructor is about to return; of a class below, too, whose own has not. */
    public void made(Task task, Object object, String key) {
        left(task, key);
        if (!kept.isEmpty()) {
            String className = probes.site(key).className();
            if (kept.contains(className)) {
                newest.put(className, object);
            }
        }
    }

    /** Acts, if it is one of the points. Does not return if that ends the caller's process. */
    private void reached(String key, Point.Moment moment) {
        Probed.Site site = probes.site(key);
        points.reached(point -> point.moment() == moment && Probes.isMeant(point.methods(), site), site.text());
    }

    private void record(Task task, Probed.Site site, String effect) {
        task.cause = scheduler.recorder.record(
                "MethodStruck",
                machine.name(),
                task.name(),
                scheduler.nowNanos(),
                task.cause,
                "method",
                site.text(),
                "effect",
                effect);
    }
}
