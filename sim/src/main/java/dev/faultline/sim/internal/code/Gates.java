package dev.faultline.sim.internal.code;

import dev.faultline.sim.MethodPattern;
import dev.faultline.sim.Steering.Held;
import dev.faultline.sim.internal.kernel.Machine;
import dev.faultline.sim.internal.kernel.Scheduler;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.kernel.WaitQueue;
import dev.faultline.sim.internal.vm.Probed;
import java.util.ArrayList;
import java.util.List;

/** The methods of a run's machines at which threads wait to be released, and those that do. */
public final class Gates {
    private record Gate(Machine machine, MethodPattern methods) {
        boolean isMet(Machine where, Probed.Site site) {
            return machine == where && Probes.isMeant(methods, site);
        }
    }

    /** A thread that waits. */
    private static final class Waiting {
        final Held held;
        final Machine machine;
        final Probed.Site site;
        final WaitQueue queue = new WaitQueue();
        boolean mayGo;

        Waiting(Held held, Machine machine, Probed.Site site) {
            this.held = held;
            this.machine = machine;
            this.site = site;
        }
    }

    private final Scheduler scheduler;
    private final List<Gate> gates = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private long arrivals;

    public Gates(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    // ---- for the code that drives the simulation

    void add(Machine machine, MethodPattern methods) {
        Gate gate = new Gate(machine, methods);
        if (!gates.contains(gate)) {
            gates.add(gate);
        }
    }

    /** Takes a gate away; those go on that no other holds. */
    public void remove(Machine machine, MethodPattern methods) {
        if (gates.remove(new Gate(machine, methods))) {
            for (Waiting each : List.copyOf(waiting)) {
                if (each.machine == machine && !areMet(machine, each.site)) {
                    release(each);
                }
            }
        }
    }

    public List<Held> held() {
        return waiting.stream().map(each -> each.held).toList();
    }

    public void release(Held held) {
        release(waiting.stream()
                .filter(each -> each.held.equals(held))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nobody is held as " + held + "; held are " + held())));
    }

    private void release(Waiting one) {
        waiting.remove(one);
        one.mayGo = true;
        scheduler.setCause(scheduler.recorder.record(
                "ThreadReleased",
                one.held.node(),
                "",
                scheduler.nowNanos(),
                scheduler.cause(),
                "thread",
                one.held.thread(),
                "method",
                one.held.method()));
        one.queue.wakeAll();
    }

    /** Forgets the threads of a machine whose process has ended. */
    public void forget(Machine machine) {
        waiting.removeIf(each -> each.machine == machine);
    }

    // ---- for probes

    boolean areAny() {
        return !gates.isEmpty();
    }

    /** A thread is about to begin a method: it waits, if that is behind a gate. */
    void arrive(Task task, Machine machine, Probed.Site site) {
        if (!areMet(machine, site)) {
            return;
        }
        Held held = new Held(++arrivals, machine.name(), task.name(), site.text());
        Waiting one = new Waiting(held, machine, site);
        waiting.add(one);
        task.cause = scheduler.recorder.record(
                "ThreadHeld", machine.name(), task.name(), scheduler.nowNanos(), task.cause, "method", site.text());
        while (!one.mayGo) {
            one.queue.await(task, WaitQueue.NEVER);
        }
    }

    private boolean areMet(Machine machine, Probed.Site site) {
        return gates.stream().anyMatch(gate -> gate.isMet(machine, site));
    }
}
