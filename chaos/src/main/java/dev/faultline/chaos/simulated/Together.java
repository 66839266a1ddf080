package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Aftermath;
import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The same at one or several nodes: effective if it is at one of them. What goes wrong is told with the node. */
final class Together implements Injection {
    private final Map<String, Injection> parts;

    /**
     * Makes one.
     *
     * @param parts by node, in order
     */
    Together(Map<String, Injection> parts) {
        this.parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    @Override
    public void inject() {
        each(part -> {
            part.inject();
            return true;
        });
    }

    @Override
    public void observe(Event event) {
        parts.values().forEach(part -> part.observe(event));
    }

    @Override
    public Optional<Aftermath> aftermath() {
        List<Aftermath> left = parts.values().stream()
                .flatMap(part -> part.aftermath().stream())
                .toList();
        return left.isEmpty() ? Optional.empty() : Optional.of(new Left(left));
    }

    private record Left(List<Aftermath> parts) implements Aftermath {
        @Override
        public void observe(Event event) {
            parts.forEach(part -> part.observe(event));
        }

        @Override
        public Evidence after(Evidence healed) {
            boolean effective = false;
            List<String> sentences = healed.sentences();
            for (Aftermath part : parts) {
                Evidence known = part.after(new Evidence(healed.effective(), sentences));
                effective |= known.effective();
                sentences = known.sentences();
            }
            return new Evidence(effective, sentences, healed.instead());
        }
    }

    @Override
    public Evidence heal() {
        boolean effective = false;
        List<String> sentences = new ArrayList<>();
        List<String> instead = new ArrayList<>();
        for (Evidence evidence : each(Injection::heal)) {
            effective |= evidence.effective();
            sentences.addAll(evidence.sentences());
            instead.addAll(evidence.instead());
        }
        return new Evidence(effective, sentences, instead);
    }

    private <T> List<T> each(Function<Injection, T> work) {
        List<T> results = new ArrayList<>();
        parts.forEach((node, part) -> {
            try {
                results.add(work.apply(part));
            } catch (RuntimeException e) {
                throw new IllegalStateException("on " + node + ": " + e, e);
            }
        });
        return results;
    }
}
