package dev.faultline.experiment;

import dev.faultline.invariant.Account;
import dev.faultline.invariant.InvariantWatch;
import dev.faultline.invariant.Moment;
import dev.faultline.invariant.OperationAtHand;
import dev.faultline.invariant.Probe;
import dev.faultline.invariant.UnreadLines;
import dev.faultline.invariant.Violation;
import dev.faultline.journal.Amount;
import dev.faultline.journal.Operation;
import dev.faultline.sim.Ending;
import dev.faultline.sim.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the invariants of an experiment what happens in a run, and the run what came of it.
 *
 * <p>What happens in the turns of threads is only noted there, with its time; between two turns it is looked at, where nothing
 * of that can shift a clock or a draw of the run. The invariants are told all of it in its order, so that it makes no difference
 * to them.
 */
final class InvariantLooks {
    private static final Set<String> ENDS = Set.of("NodeExited", "NodeKilled", "NodePoweredOff");
    private static final Set<String> ALWAYS =
            Set.of("NodeStarted", "NodeExited", "NodeKilled", "NodePoweredOff", "FaultInjected", "FaultHealed");
    /** As long as this a line is only when it was cut, as nobody had ended it. */
    private static final int CUT_BYTES = 64 * 1024;

    private final InvariantWatch watch;
    private final int invariants;
    private final LongSupplier nowNanos;
    private final Set<String> awaited = new HashSet<>();
    private final List<Note> notes = new ArrayList<>();
    private final RecentEvents recent = new RecentEvents();
    private final Set<String> down = new HashSet<>();
    private boolean over;
    private @Nullable Event completion;
    private @Nullable StateProbes probes;
    private @Nullable Event probeRead;
    /** The last event of each node, where fields are read, which are no events. */
    private final Map<String, Event> lastOfNode = new HashMap<>();

    private InvariantLooks(InvariantSpec spec, LongSupplier nowNanos, Optional<Consumer<Violation>> listener) {
        watch = listener.map(told -> new InvariantWatch(spec.invariants(), spec.groups(), told))
                .orElseGet(() -> new InvariantWatch(spec.invariants(), spec.groups()));
        this.nowNanos = nowNanos;
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
    static InvariantLooks install(Cluster cluster, InvariantSpec spec, Optional<Consumer<Violation>> listener) {
        InvariantLooks looks = new InvariantLooks(spec, cluster::nowNanos, listener);
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

    /** Lets the state of nodes be read when there is time to look. */
    void follow(StateProbes those) {
        probes = those;
    }

    private void observe(Event event) {
        recent.add(event);
        List<List<String>> withdrawn = List.of();
        if (probes != null) {
            withdrawn = probes.observe(event);
            lastOfNode.put(event.node(), event);
        }
        if (event.name().equals("OperationCompleted")) {
            completion = event; // what it was comes with the next call
        } else if (event.name().equals("ProbeRead")) {
            probeRead = event;
        } else if (isProbe(event) || ALWAYS.contains(event.name()) || awaited.contains(event.name())) {
            notes.add(new Note.Seen(event, recent, withdrawn));
        }
        if (event.name().equals("NodeStarted")) {
            down.remove(event.node());
        } else if (ENDS.contains(event.name())) {
            down.add(event.node());
        }
    }

    /**
     * Whether it is a whole line that says something of a probe. What a node has printed of a line when it ends, or the run does,
     * is handed on then, and may be half of a number.
     */
    private boolean isProbe(Event event) {
        return event.name().equals("LinePrinted")
                && !over
                && !down.contains(event.node())
                && Probe.isOne(Note.line(event))
                && Note.line(event).getBytes(StandardCharsets.UTF_8).length < CUT_BYTES;
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
            OperationAtHand operation = OperationAtHand.of(f, key, argument, result, outcome(type), process);
            notes.add(new Note.Completed(event, recent, operation, result));
            if (awaited.contains(event.name())) {
                notes.add(new Note.Seen(event, recent));
            }
        }
    }

    /** Takes what was read of nodes from outside, as it is now. */
    void read(StateReading reading, long nowNanos) {
        notes.add(new Note.Read(nowNanos, lastOfNode.get(reading.nodes().getFirst()), recent, reading));
    }

    /** Takes what a thread of a node has read, after its event. */
    void readInTurn(StateReading reading) {
        Event event = probeRead;
        if (event != null) {
            notes.add(new Note.ReadInTurn(event, recent, reading));
            if (awaited.contains(event.name())) {
                notes.add(new Note.Seen(event, recent));
            }
        }
    }

    /** Looks at what was noted since, and at what was due; returns whether a violation is known. Not to be called in a turn. */
    boolean seesViolation() {
        if (areAny()) {
            if (probes != null) {
                probes.look(nowNanos.getAsLong());
            }
            if (!notes.isEmpty()) {
                notes.forEach(this::tell);
                notes.clear();
            }
            watch.pass(nowNanos.getAsLong());
        }
        return watch.first().isPresent();
    }

    /** Takes notice that nothing happens any more: what is printed from now on are lines that nobody has ended. */
    void isOver() {
        over = true;
    }

    /** Looks a last time. */
    void end() {
        if (probes != null) {
            probes.end(nowNanos.getAsLong());
        }
        boolean _ = seesViolation();
        watch.end(nowNanos.getAsLong());
    }

    private void tell(Note note) {
        switch (note) {
            case Note.Completed done -> watch.completed(done.operation(), done.result(), done);
            case Note.Seen seen -> tell(seen);
            case Note.ReadInTurn read -> watch.published(read.reading().publications(), read);
            case Note.Read read -> watch.published(read.reading().publications(), read);
        }
    }

    private void tell(Note.Seen seen) {
        Event event = seen.event();
        switch (event.name()) {
            case "LinePrinted" ->
                Probe.read(Note.line(event)).ifPresent(probe -> watch.printed(event.node(), probe, seen));
            case "NodeStarted", "NodeExited", "NodeKilled", "NodePoweredOff" ->
                watch.ended(event.node(), seen.withdrawn(), seen);
            case "FaultInjected" -> watch.faultBegins(seen);
            case "FaultHealed" -> watch.faultEnds(seen);
            default -> {}
        }
        if (awaited.contains(event.name())) {
            watch.happened(event.name(), event.node(), event.data(), seen);
        }
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

    /** Returns what became of each probe that is read of the state of nodes. */
    List<ProbeAccount> probes() {
        return probes == null ? List.of() : probes.accounts();
    }

    /** Returns what was printed that looks like a probe and is none. */
    UnreadLines unread() {
        return watch.unread();
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
        List<String> doubts = new ArrayList<>();
        UnreadLines unread = watch.unread();
        if (unread.begun() > 0) {
            long more = unread.begun() - 1;
            doubts.add(unread.first().getFirst() + (more > 0 ? "; so did " + Amount.of(more, "line") + " more" : ""));
        }
        probes().forEach(probe -> probe.doubt().ifPresent(doubts::add));
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
