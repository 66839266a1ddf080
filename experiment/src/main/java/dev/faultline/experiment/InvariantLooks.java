package dev.faultline.experiment;

import dev.faultline.invariant.Account;
import dev.faultline.invariant.InvariantWatch;
import dev.faultline.invariant.Moment;
import dev.faultline.invariant.Occasion;
import dev.faultline.invariant.OperationAtHand;
import dev.faultline.invariant.Probe;
import dev.faultline.invariant.Violation;
import dev.faultline.journal.Amount;
import dev.faultline.journal.Operation;
import dev.faultline.sim.Ending;
import dev.faultline.sim.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the invariants of an experiment what happens in a run, and the run what came of it.
 *
 * <p>What happens in the turns of threads is only noted there, with its time; between two turns it is looked at, where nothing
 * of that can shift a clock or a draw of the run. The invariants are told all of it in its order, so that it makes no difference
 * to them.
 */
final class InvariantLooks {
    private static final Set<String> ALWAYS =
            Set.of("NodeStarted", "NodeExited", "NodeKilled", "NodePoweredOff", "FaultInjected", "FaultHealed");

    private final InvariantWatch watch;
    private final int invariants;
    private final Set<String> awaited = new HashSet<>();
    private final List<Note> notes = new ArrayList<>();
    private @Nullable Event completion;

    private sealed interface Note {}

    private record Seen(Event event) implements Note {}

    private record Completed(
            Event event,
            int process,
            String f,
            @Nullable String key,
            @Nullable Object argument,
            @Nullable Object result,
            Operation.Type type)
            implements Note {}

    private InvariantLooks(InvariantSpec spec, Consumer<Violation> listener) {
        watch = new InvariantWatch(spec.invariants(), spec.groups(), listener);
        invariants = spec.invariants().size();
        spec.invariants()
                .forEach(invariant -> invariant.moments().forEach(moment -> {
                    if (moment instanceof Moment.AtEvent event) {
                        awaited.add(event.name());
                    }
                }));
    }

    /**
     * Lets what happens in a run be noted; costs nothing where there are no invariants.
     *
     * @param listener told of each violation, between two turns
     */
    static InvariantLooks install(Cluster cluster, InvariantSpec spec, Consumer<Violation> listener) {
        InvariantLooks looks = new InvariantLooks(spec, listener);
        if (looks.areAny()) {
            cluster.observe(looks::observe);
        }
        return looks;
    }

    private boolean areAny() {
        return invariants > 0;
    }

    /** Returns whether an event is to be made of a line. */
    boolean wants(String line) {
        return areAny() && Probe.isOne(line);
    }

    private void observe(Event event) {
        if (event.name().equals("OperationCompleted")) {
            completion = event; // what it was comes with the next call
        } else if (isProbe(event) || ALWAYS.contains(event.name()) || awaited.contains(event.name())) {
            notes.add(new Seen(event));
        }
    }

    private static boolean isProbe(Event event) {
        return event.name().equals("LinePrinted") && Probe.isOne(line(event));
    }

    private static String line(Event event) {
        return String.valueOf(event.data().get("line"));
    }

    /** Takes an operation that was completed, after its event. */
    void completed(
            int process,
            String f,
            @Nullable String key,
            @Nullable Object argument,
            @Nullable Object result,
            Operation.Type type) {
        Event event = completion;
        if (event != null) {
            notes.add(new Completed(event, process, f, key, argument, result, type));
            if (awaited.contains(event.name())) {
                notes.add(new Seen(event));
            }
        }
    }

    /** Looks at what was noted since; returns whether a violation is known. Not to be called in a turn. */
    boolean seesViolation() {
        if (!notes.isEmpty()) {
            notes.forEach(this::tell);
            notes.clear();
        }
        return watch.first().isPresent();
    }

    /** Takes notice that the run is over. */
    void end(long nanos) {
        boolean _ = seesViolation();
        watch.end(nanos);
    }

    private void tell(Note note) {
        switch (note) {
            case Completed done -> {
                OperationAtHand operation = OperationAtHand.of(
                        done.f, done.key, done.argument, done.result, outcome(done.type), done.process);
                watch.completed(operation, done.result, occasion("operation " + operation, done.event));
            }
            case Seen(Event event) -> tell(event);
        }
    }

    private void tell(Event event) {
        switch (event.name()) {
            case "LinePrinted" ->
                Probe.read(line(event))
                        .ifPresent(probe -> watch.printed(
                                event.node(),
                                probe,
                                occasion(event.node() + " printed \"" + Texts.headline(line(event)) + "\"", event)));
            case "NodeStarted" -> watch.ended(event.node(), occasion(event.node() + " was started", event));
            case "NodeExited", "NodeKilled", "NodePoweredOff" ->
                watch.ended(event.node(), occasion(event.node() + " went down", event));
            case "FaultInjected" -> watch.faultBegins(occasion("fault " + fault(event) + " was to begin", event));
            case "FaultHealed" -> watch.faultEnds(occasion("fault " + fault(event) + " was undone", event));
            default -> {}
        }
        if (awaited.contains(event.name())) {
            String where = event.node().isEmpty() ? "" : " of " + event.node();
            watch.happened(event.name(), event.node(), event.data(), occasion("event " + event.name() + where, event));
        }
    }

    private static String fault(Event event) {
        return String.valueOf(event.data().getOrDefault("fault", event.data().get("number")));
    }

    private static Occasion occasion(String what, Event event) {
        return new Occasion(what, event.timeNanos(), event.step(), event.causes());
    }

    private static OperationAtHand.Outcome outcome(Operation.Type type) {
        return switch (type) {
            case OK -> OperationAtHand.Outcome.OK;
            case FAIL -> OperationAtHand.Outcome.FAIL;
            case INFO, INVOKE -> OperationAtHand.Outcome.INFO;
        };
    }

    /** Returns what became of each invariant. */
    List<Account> accounts() {
        return watch.accounts();
    }

    /** Returns the answer with the invariants taken into account. */
    RunResult.Answer judge(RunResult.Answer answer) {
        Optional<Violation> first = watch.first();
        boolean violated = answer.kind() == RunResult.Kind.VIOLATION;
        if (first.isPresent()) {
            return new RunResult.Answer(
                    RunResult.Kind.VIOLATION,
                    violated ? answer.ground() : RunResult.Ground.INVARIANT,
                    violated
                            ? answer.sentence() + "\nand " + first.get().sentence()
                            : first.get().sentence(),
                    answer.check());
        }
        List<String> doubts = doubts();
        if (violated || doubts.isEmpty()) {
            return answer;
        }
        String words = String.join("\nand ", doubts);
        return answer.kind() == RunResult.Kind.VALID
                ? new RunResult.Answer(RunResult.Kind.UNKNOWN, RunResult.Ground.NOT_EXERCISED, words, answer.check())
                : new RunResult.Answer(
                        answer.kind(), answer.ground(), answer.sentence() + "\nand " + words, answer.check());
    }

    /** Says why nothing follows from an invariant, in a sentence for each of which that is so. */
    private List<String> doubts() {
        List<String> doubts =
                new ArrayList<>(watch.malformed().stream().limit(1).toList());
        for (Account account : accounts()) {
            account.doubt().ifPresent(why -> doubts.add("invariant \"" + account.name() + "\" " + why));
        }
        return doubts;
    }

    /** Returns what follows from the invariants alone, where nobody asked anything of a system that ran to the end. */
    RunResult.Answer alone(RunResult.Answer unasked, Ending ending) {
        if (!areAny() || unasked.ground() != RunResult.Ground.NO_CLIENT || !(ending instanceof Ending.TimeUp)) {
            return unasked;
        }
        long held = accounts().stream().mapToLong(Account::held).sum();
        String sentence = (invariants == 1 ? "the invariant held" : "the " + invariants + " invariants held")
                + " whenever they were looked at, " + Amount.of(held, "time")
                + " in all; there is no client, so nothing else was checked";
        return new RunResult.Answer(RunResult.Kind.VALID, RunResult.Ground.INVARIANT, sentence, Optional.empty());
    }
}
