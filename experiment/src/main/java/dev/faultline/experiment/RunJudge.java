package dev.faultline.experiment;

import dev.faultline.check.Model;
import dev.faultline.check.Models;
import dev.faultline.experiment.RunResult.Answer;
import dev.faultline.experiment.RunResult.Ground;
import dev.faultline.experiment.RunResult.Kind;
import dev.faultline.journal.Amount;
import dev.faultline.sim.Ending;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides what a run shows. */
final class RunJudge {
    private static final double NANOS = 1e9;

    private RunJudge() {}

    /**
     * Judges a run. A violation counts even where the run did not come to its end; of a run that tested nothing nothing
     * follows, not even that the system does not recover.
     */
    static Answer judge(CheckSpec spec, RunEvidence seen) {
        Finding verdict;
        try {
            verdict = Finding.of(spec, seen);
        } catch (IllegalArgumentException odd) {
            return new Answer(
                    Kind.UNKNOWN,
                    Ground.UNFINISHED,
                    "what clients were answered cannot be judged as " + spec.model() + ": " + odd.getMessage(),
                    Optional.empty());
        }
        Optional<Finding> check = Optional.of(verdict);
        if (verdict.kind() == Kind.VIOLATION) {
            return new Answer(Kind.VIOLATION, Ground.HISTORY, verdict.sentence(), check);
        }
        String broken = brokenOff(seen);
        if (broken != null) {
            return new Answer(Kind.UNKNOWN, Ground.UNFINISHED, broken, check);
        }
        Optional<String> untested = Exercise.missing(spec, seen);
        if (untested.isPresent()) {
            return new Answer(Kind.UNKNOWN, Ground.NOT_EXERCISED, untested.get(), check);
        }
        if (seen.recovery().outcome() == Recovery.Outcome.NOT_RECOVERED) {
            return new Answer(Kind.VIOLATION, Ground.RECOVERY, notRecovered(spec, seen), check);
        }
        Optional<Availability> available = seen.available();
        if (available.isPresent() && available.get().outcome() == Availability.Outcome.NOT_AVAILABLE) {
            return new Answer(Kind.VIOLATION, Ground.AVAILABILITY, notAvailable(spec, available.get()), check);
        }
        if (seen.ending() instanceof Ending.TimeUp) {
            return new Answer(
                    Kind.UNKNOWN,
                    Ground.UNFINISHED,
                    "the clients were not done when the virtual time of the run was up",
                    check);
        }
        if (seen.unfinishedEnd()) {
            return new Answer(
                    Kind.UNKNOWN,
                    Ground.UNFINISHED,
                    "what the workload does when all faults are over (its 'afterwards') did not come to its end in"
                            + " time",
                    check);
        }
        if (seen.recovery().outcome() == Recovery.Outcome.UNDECIDED
                && spec.recoversWithin().isPresent()) {
            return new Answer(Kind.UNKNOWN, Ground.RECOVERY, undecided(seen.recovery()), check);
        }
        if (verdict.checkedNothing()) {
            return new Answer(Kind.UNKNOWN, Ground.NOT_EXERCISED, verdict.sentence(), check);
        }
        if (available.isPresent() && available.get().outcome() == Availability.Outcome.NOT_TESTED) {
            return new Answer(Kind.UNKNOWN, Ground.NOT_EXERCISED, untestedAvailability(spec), check);
        }
        Optional<String> unused = Exercise.unused(spec, seen);
        if (unused.isPresent()) {
            return new Answer(Kind.UNKNOWN, Ground.NOT_EXERCISED, unused.get(), check);
        }
        return new Answer(verdict.kind(), Ground.HISTORY, verdict.sentence(), check);
    }

    /** Says what a run shows that has no client: nothing, but what became of the nodes and where it stuck. */
    static Answer unasked(RunEvidence seen) {
        Optional<String> gone = Exercise.gone(seen);
        String sentence = switch (seen.ending()) {
            case Ending.BusyLoop _, Ending.TurnsUp _ -> String.valueOf(brokenOff(seen));
            case Ending.AllEnded _, Ending.Done _, Ending.TimeUp _, Ending.Deadlock _ ->
                gone.orElse("there is no client: nothing was asked of the system, so there is nothing to judge");
        };
        return new Answer(
                Kind.UNKNOWN, gone.isPresent() ? Ground.NOT_EXERCISED : Ground.NO_CLIENT, sentence, Optional.empty());
    }

    /** Returns the answer of a run that has no client, with the faults taken into account: without them it shows less. */
    static Answer withFaults(Answer alone, RunEvidence seen) {
        Optional<String> unused = alone.kind() == Kind.VALID ? Exercise.unusedFaults(seen) : Optional.empty();
        return unused.map(why -> new Answer(Kind.UNKNOWN, Ground.NOT_EXERCISED, why, alone.check()))
                .orElse(alone);
    }

    /** Returns the model of the check, empty if it is not one of registers that have to be linearizable. */
    static Optional<Model<?>> model(CheckSpec spec) {
        if (!spec.isOfRegisters()) {
            return Optional.empty();
        }
        Object initial = spec.initial().orElse(null);
        return Optional.of(spec.model().equals("register") ? Models.register(initial) : Models.casRegister(initial));
    }

    private static @Nullable String brokenOff(RunEvidence seen) {
        if (seen.clientFailure() != null) {
            return "a client could not go on: " + seen.clientFailure();
        }
        return switch (seen.ending()) {
            case Ending.Done _, Ending.TimeUp _ -> null;
            case Ending.TurnsUp _ -> "the clients were not done after as many turns as a run may take";
            case Ending.AllEnded _ -> "every thread ended, but the clients were not done";
            case Ending.Deadlock deadlock ->
                "deadlock: nothing can ever run again\n"
                        + deadlock.threads().stream().map(Object::toString).collect(Collectors.joining("\n"));
            case Ending.BusyLoop loop ->
                "busy loop: a thread did not block for " + loop.seconds() + " s\n" + loop.thread();
        };
    }

    private static String notRecovered(CheckSpec spec, RunEvidence seen) {
        Recovery recovery = seen.recovery();
        String bound = spec.recoversWithin().map(Durations::format).orElse("");
        String sentence = String.format(
                Locale.ROOT,
                "Not recovered: all was whole from %.3f s on, and %s was not answered ok for %.1f s after that;"
                        + " recovers-within is %s.",
                recovery.healedNanos() / NANOS,
                keys(recovery.unanswered()),
                recovery.nanos() / NANOS,
                bound);
        return sentence + Exercise.nodesNow(seen);
    }

    private static String notAvailable(CheckSpec spec, Availability seen) {
        return String.format(
                Locale.ROOT,
                "Not available: from %.3f s to %.3f s %s, and %s for %.1f s; available-within is %s.",
                seen.fromNanos() / NANOS,
                seen.toNanos() / NANOS,
                seen.whole(),
                seen.keys().equals(List.of(Availability.ANY_KEY))
                        ? "no client was answered ok, or could not even connect,"
                        : keys(seen.keys()) + " was not answered ok",
                seen.nanos() / NANOS,
                spec.available().map(each -> Durations.format(each.within())).orElse(""));
    }

    private static String untestedAvailability(CheckSpec spec) {
        AvailabilitySpec available = spec.available().orElseThrow();
        return "whether the system serves clients without " + Amount.of(available.without(), "node")
                + " was not tested: there was no time of more than " + Durations.format(available.within())
                + " after the first fault in which clients asked, one of them was answered, and no more was missing"
                + " than that, and all else whole; let 'kill' or 'partition' be among the faults, within down-max and"
                + " cut-max";
    }

    private static String undecided(Recovery recovery) {
        return String.format(
                Locale.ROOT,
                "whether the system recovers is open: %s was not answered ok, but asked for only %.1f s when the run"
                        + " was over",
                keys(recovery.unanswered()),
                recovery.nanos() / NANOS);
    }

    private static String keys(List<String> unanswered) {
        int most = 3;
        String first = unanswered.stream().limit(most).collect(Collectors.joining(", "));
        int more = unanswered.size() - most;
        return (unanswered.size() == 1 ? "key " : "each of the keys ")
                + first
                + (more > 0 ? " and " + more + " more" : "");
    }
}
