package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Aftermath;
import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Fault;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.Event;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** A fault as others see it: it holds its nodes down as long as it is on, and what goes wrong with it is told with its line. */
final class WholeFault implements Injection {
    private final Fault fault;
    private final List<String> held;
    private final Downtime downtime;
    private final Injection injection;

    /**
     * Makes one.
     *
     * @param nodes what {@link Fault#ALL} stands for
     * @param injection does it
     */
    WholeFault(Fault fault, List<String> nodes, Downtime downtime, Injection injection) {
        this.fault = fault;
        held = nodes.stream().filter(node -> fault.holds(node, nodes)).toList();
        this.downtime = downtime;
        this.injection = injection;
    }

    @Override
    public void inject() {
        downtime.hold(held);
        told("could not begin", () -> {
            injection.inject();
            return true;
        });
    }

    @Override
    public void observe(Event event) {
        injection.observe(event);
    }

    @Override
    public Evidence heal() {
        return released(told("could not be undone", injection::heal));
    }

    @Override
    public Evidence replace(Injection other) {
        if (!(other instanceof WholeFault before)) {
            return Injection.super.replace(other);
        }
        // First, so that a node which both hold is never free.
        downtime.hold(held);
        return before.released(
                told("could not take the place of '" + before.fault + "'", () -> injection.replace(before.injection)));
    }

    private Evidence released(Evidence evidence) {
        return evidence.and(downtime.release(held));
    }

    @Override
    public Optional<Aftermath> aftermath() {
        return injection.aftermath();
    }

    private <T> T told(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "fault '" + fault + "' " + what + ": " + Objects.requireNonNullElse(e.getMessage(), e.toString()),
                    e);
        }
    }
}
