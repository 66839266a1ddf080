package dev.faultline.experiment;

import dev.faultline.check.Check;
import dev.faultline.check.History;
import dev.faultline.check.Invariant;
import dev.faultline.check.Limits;
import dev.faultline.check.Model;
import dev.faultline.check.Models;
import dev.faultline.check.Verdict;
import dev.faultline.sim.Ending;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides what a run shows. */
final class RunJudge {
    private RunJudge() {}

    /** Judges the history; a violation counts even where the run did not come to its end. */
    static RunResult.Answer judge(CheckSpec spec, History history, Ending ending, @Nullable Throwable clientFailure) {
        Verdict verdict = verdict(spec, history);
        if (verdict instanceof Verdict.Violation violation) {
            return new RunResult.Answer(RunResult.Kind.VIOLATION, violation.sentence(), Optional.of(verdict));
        }
        String unfinished = unfinished(ending, clientFailure);
        if (unfinished != null) {
            return new RunResult.Answer(RunResult.Kind.UNKNOWN, unfinished, Optional.of(verdict));
        }
        RunResult.Kind kind = verdict instanceof Verdict.Valid ? RunResult.Kind.VALID : RunResult.Kind.UNKNOWN;
        return new RunResult.Answer(kind, verdict.sentence(), Optional.of(verdict));
    }

    private static Verdict verdict(CheckSpec spec, History history) {
        if (spec.model().equals(CheckSpec.LOG)) {
            return Invariant.LOG.check(history);
        }
        return Check.linearizability(model(spec).orElseThrow())
                .within(Limits.standard())
                .run(history);
    }

    /** Returns the model of the check, empty if it is an invariant. */
    static Optional<Model<?>> model(CheckSpec spec) {
        Object initial = spec.initial().orElse(null);
        return switch (spec.model()) {
            case CheckSpec.LOG -> Optional.empty();
            case "register" -> Optional.of(Models.register(initial));
            default -> Optional.of(Models.casRegister(initial));
        };
    }

    private static @Nullable String unfinished(Ending ending, @Nullable Throwable clientFailure) {
        if (clientFailure != null) {
            return "a client could not go on: " + clientFailure;
        }
        return switch (ending) {
            case Ending.Done done -> null;
            case Ending.TimeUp up -> "the clients were not done when the virtual time of the run was up";
            case Ending.TurnsUp up -> "the clients were not done after as many turns as a run may take";
            case Ending.AllEnded all -> "every thread ended, but the clients were not done";
            case Ending.Deadlock deadlock ->
                "deadlock: nothing can ever run again\n"
                        + deadlock.threads().stream().map(Object::toString).collect(Collectors.joining("\n"));
            case Ending.BusyLoop loop ->
                "busy loop: a thread did not block for " + loop.seconds() + " s\n" + loop.thread();
        };
    }
}
