package dev.faultline.experiment;

import dev.faultline.chaos.FaultReport;
import dev.faultline.check.Answer;
import dev.faultline.check.Check;
import dev.faultline.check.Coverage;
import dev.faultline.check.Invariant;
import dev.faultline.check.Limits;
import dev.faultline.check.Model;
import dev.faultline.check.Verdict;
import dev.faultline.check.ViolationPicture;
import dev.faultline.experiment.RunResult.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the check of a history says. */
public sealed interface Finding {
    /** Of registers and logs, which are checked as they are in memory; with the operations of a counterexample. */
    record OfOperations(Verdict verdict) implements Finding {}

    /** Of everything else, which is judged as {@code faultline check} judges it. */
    record ByName(Answer answer) implements Finding {}

    /**
     * Checks what clients saw.
     *
     * @throws IllegalArgumentException if the answers of a client cannot belong to its requests
     */
    static Finding of(CheckSpec spec, RunEvidence seen) {
        Optional<Model<?>> registers = RunJudge.model(spec);
        if (registers.isPresent()) {
            Model<?> model = registers.get();
            Verdict verdict =
                    Check.linearizability(model).within(Limits.standard()).run(seen.history());
            return new OfOperations(Coverage.confirm(verdict, model, seen.history()));
        }
        if (spec.isOfLogs()) {
            return new OfOperations(
                    Coverage.confirm(Invariant.LOG.check(seen.history()), Invariant.LOG, seen.history()));
        }
        return new ByName(HistoryCheck.judge(spec, seen.historyFile().orElseThrow(), spans(seen.faults())));
    }

    /** Returns the times of faults, to be drawn behind what clients saw. */
    static List<ViolationPicture.Span> spans(List<FaultReport> faults) {
        return faults.stream()
                .filter(fault -> fault.injectedAtNanos() >= 0)
                .map(fault -> new ViolationPicture.Span(
                        String.valueOf(fault.number()),
                        fault.fault(),
                        fault.injectedAtNanos(),
                        Math.max(fault.injectedAtNanos(), fault.healedAtNanos())))
                .toList();
    }

    /** Returns the verdict. */
    default Kind kind() {
        return switch (this) {
            case OfOperations(Verdict.Valid _) -> Kind.VALID;
            case OfOperations(Verdict.Violation _) -> Kind.VIOLATION;
            case OfOperations(Verdict.Unknown _) -> Kind.UNKNOWN;
            case ByName(Answer answer) ->
                switch (answer.kind()) {
                    case VALID -> Kind.VALID;
                    case VIOLATION -> Kind.VIOLATION;
                    case UNKNOWN -> Kind.UNKNOWN;
                };
        };
    }

    /** Returns the verdict in a sentence. */
    default String sentence() {
        return switch (this) {
            case OfOperations(Verdict verdict) -> verdict.sentence();
            case ByName(Answer answer) -> answer.sentence();
        };
    }

    /** Returns the level that was asked of it, by its name. */
    default String level() {
        return switch (this) {
            case OfOperations(Verdict verdict) -> verdict.level().toString();
            case ByName(Answer answer) -> answer.level();
        };
    }

    /** Returns lines that show a violation, beside the operations of {@link #counterexample}. */
    default List<String> evidence() {
        return this instanceof ByName(Answer answer) && kind() == Kind.VIOLATION ? answer.evidence() : List.of();
    }

    /** Returns the counterexample, where it is made up of operations. */
    default Optional<Verdict.Violation> counterexample() {
        return this instanceof OfOperations(Verdict.Violation violation) ? Optional.of(violation) : Optional.empty();
    }

    /** Returns the evidence for programs. */
    default Map<String, Object> details() {
        return this instanceof ByName(Answer answer) ? answer.details() : Map.of();
    }

    /** Returns whether nothing in the history could have been wrong. */
    default boolean checkedNothing() {
        return switch (this) {
            case OfOperations(Verdict verdict) ->
                verdict instanceof Verdict.Unknown unknown && unknown.reason() == Verdict.Limit.NOTHING_CHECKED;
            case ByName(Answer answer) ->
                answer.kind() == Answer.Kind.UNKNOWN && answer.intake().observations() == 0;
        };
    }
}
