package dev.faultline.experiment;

import dev.faultline.check.Limits;
import dev.faultline.check.OnlineCheck;
import dev.faultline.journal.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the history of a run while it is made, to end the run at its first violation.
 *
 * <p>What clients do is only noted in their turns. The looks are between two turns, where nothing of them can shift a
 * clock or a draw of the run; and they are bounded by counted work, not by time or heap, so that it follows from the seed
 * alone which look finds something. A key that is too hard for a look is tried again when it has grown by half, and the
 * check of the whole, when the run is over, leaves nothing out.
 */
final class ViolationWatch {
    /** Of one look at one key: some tenths of a second at most. */
    private static final long MOST_CONFIGURATIONS = 1 << 16;
    /** Counted, not measured; well below the heap of a worker. */
    private static final long MOST_BYTES = 1 << 26;

    private final OnlineCheck check;
    private final List<Note> unseen = new ArrayList<>();

    private ViolationWatch(OnlineCheck check) {
        this.check = check;
    }

    /** An invocation or a completion. */
    private record Note(
            Operation.Type type,
            int process,
            String f,
            @Nullable String key,
            @Nullable Object value,
            long nanos) {}

    /**
     * Makes a watch over one run; none if its history is not checked for linearizability, and only its output is looked at.
     *
     * @throws ExperimentException if runs of the experiment cannot be stopped at a violation
     */
    static Optional<ViolationWatch> of(Experiment experiment) {
        experiment.requireWatchable();
        if (!experiment.client().isThere()) {
            return Optional.empty();
        }
        Limits limits =
                Limits.standard().withConfigurations(MOST_CONFIGURATIONS).withMemoryBytes(MOST_BYTES);
        return RunJudge.model(experiment.check())
                .map(model -> new ViolationWatch(OnlineCheck.linearizability(model, limits)));
    }

    void invoked(int process, String f, @Nullable String key, @Nullable Object value, long nanos) {
        unseen.add(new Note(Operation.Type.INVOKE, process, f, key, value, nanos));
    }

    void completed(
            Operation.Type type, int process, String f, @Nullable String key, @Nullable Object value, long nanos) {
        unseen.add(new Note(type, process, f, key, value, nanos));
    }

    /** Returns whether a violation is known; looks at what was noted since. Not to be called in a turn. */
    boolean seesViolation() {
        if (!unseen.isEmpty()) {
            unseen.forEach(this::look);
            unseen.clear();
        }
        return check.violation().isPresent();
    }

    private void look(Note note) {
        switch (note.type) {
            case INVOKE -> check.invoke(note.process, note.f, note.key, note.value, note.nanos);
            case OK -> check.ok(note.process, note.f, note.key, note.value, note.nanos);
            case FAIL -> check.fail(note.process, note.f, note.key, note.value, note.nanos);
            case INFO -> check.info(note.process, note.f, note.key, note.value, note.nanos);
        }
    }
}
