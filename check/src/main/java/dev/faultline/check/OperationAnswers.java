package dev.faultline.check;

import dev.faultline.check.format.KeySurvey;
import dev.faultline.check.picture.Picture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The answers about histories of single operations, in words and for programs. */
final class OperationAnswers {

    private static final int MOST_NAMES = 12;

    private OperationAnswers() {}

    static Intake intake(HistoryReader.Recording recording, Coverage coverage, KeySurvey.Keys keys) {
        Map<String, Long> leftOut = new LinkedHashMap<>();
        leftOut.put("of the nemesis", recording.ofNemesis());
        leftOut.putAll(coverage.leftOut);
        List<String> assumptions = new ArrayList<>();
        if (keys != KeySurvey.Keys.NONE) {
            assumptions.add("values are [key value], as those of jepsen.independent");
        }
        if (!recording.processNames().isEmpty()) {
            assumptions.add(names(recording.processNames()));
        }
        recording.disorder().ifPresent(assumptions::add);
        return new Intake(
                recording.lines(),
                "events",
                recording.events(),
                coverage.events,
                leftOut,
                coverage.observations,
                assumptions);
    }

    private static String names(Map<Integer, String> processes) {
        String known = processes.entrySet().stream()
                .limit(MOST_NAMES)
                .map(process -> process.getKey() + " is " + process.getValue())
                .collect(Collectors.joining(", "));
        int more = processes.size() - MOST_NAMES;
        return "processes by number: " + known + (more > 0 ? " and " + more + " more" : "");
    }

    static Answer of(
            Verdict verdict,
            History history,
            @Nullable Model<?> model,
            String name,
            boolean guessed,
            Optional<Traffic> traffic,
            Intake intake,
            List<ViolationPicture.Span> meanwhile) {
        Map<String, Object> details = new LinkedHashMap<>();
        List<String> evidence = new ArrayList<>();
        Answer.Kind kind = switch (verdict) {
            case Verdict.Valid(Level _, Witness witness, String _) -> {
                details.put("witness", witness.size());
                yield Answer.Kind.VALID;
            }
            case Verdict.Violation violation -> {
                OperationDetails one = new OperationDetails(history);
                if (violation.key() != null) {
                    details.put("key", String.valueOf(violation.key()));
                }
                details.put("failingPrefixEvents", violation.failingPrefixEvents());
                details.put("minimal", violation.minimal());
                List<Object> operations = new ArrayList<>();
                for (Operation operation : violation.operations()) {
                    evidence.add(one.line(model, operation));
                    operations.add(one.fields(operation));
                }
                details.put("operations", operations);
                yield Answer.Kind.VIOLATION;
            }
            case Verdict.Unknown unknown -> {
                details.put("reason", unknown.reason().name());
                details.put("explainedEvents", unknown.explainedEvents());
                details.put("totalEvents", unknown.totalEvents());
                yield Answer.Kind.UNKNOWN;
            }
        };
        Optional<Picture> picture = verdict instanceof Verdict.Violation violation
                ? Optional.of(ViolationPicture.of(model, violation, meanwhile))
                : Optional.empty();
        return new Answer(
                kind,
                name,
                guessed,
                verdict.level().toString(),
                verdict.sentence(),
                evidence,
                details,
                picture,
                traffic,
                intake);
    }
}
