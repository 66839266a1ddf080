package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Aftermath;
import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The same at several nodes: effective if it is at one of them. */
final class Together implements Injection {
    private final List<Injection> parts;

    private Together(List<Injection> parts) {
        this.parts = parts;
    }

    static Injection of(List<Injection> parts) {
        return parts.size() == 1 ? parts.getFirst() : new Together(parts);
    }

    @Override
    public void inject() {
        parts.forEach(Injection::inject);
    }

    @Override
    public void observe(Event event) {
        parts.forEach(part -> part.observe(event));
    }

    @Override
    public Optional<Aftermath> aftermath() {
        List<Aftermath> left =
                parts.stream().flatMap(part -> part.aftermath().stream()).toList();
        return left.isEmpty() ? Optional.empty() : Optional.of(new Left(left));
    }

    private record Left(List<Aftermath> parts) implements Aftermath {
        @Override
        public void observe(Event event) {
            parts.forEach(part -> part.observe(event));
        }

        @Override
        public List<String> sentences() {
            return parts.stream().flatMap(part -> part.sentences().stream()).toList();
        }
    }

    @Override
    public Evidence heal() {
        boolean effective = false;
        List<String> sentences = new ArrayList<>();
        for (Injection part : parts) {
            Evidence evidence = part.heal();
            effective |= evidence.effective();
            sentences.addAll(evidence.sentences());
        }
        return new Evidence(effective, sentences);
    }
}
