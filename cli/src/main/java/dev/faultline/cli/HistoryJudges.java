package dev.faultline.cli;

import dev.faultline.check.Answer;
import dev.faultline.check.Judge;
import dev.faultline.check.OperationJudge;
import dev.faultline.check.Question;
import dev.faultline.check.format.FileFormat;
import dev.faultline.check.format.UnknownFile;
import dev.faultline.check.isolation.IsolationJudge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Those who judge histories; the first who can is asked. */
final class HistoryJudges {

    private static final List<Judge> ALL = List.of(new OperationJudge(), new IsolationJudge());

    private HistoryJudges() {}

    /**
     * A model by the name that judges have for it: letters may be large, and words be apart by lines below or blanks.
     *
     * @throws UsageException if there is none
     */
    static String model(String name) {
        return known("model", name, Judge::models);
    }

    /** A level, as {@link #model}. */
    static String level(String name) {
        return known("level", name, Judge::levels);
    }

    private static String known(String what, String name, Function<Judge, Set<String>> names) {
        String plain = name.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
        Set<String> known = new TreeSet<>();
        ALL.forEach(judge -> known.addAll(names.apply(judge)));
        if (!known.contains(plain)) {
            throw new UsageException("there is no " + what + " '" + name + "'; there are: " + String.join(", ", known));
        }
        return plain;
    }

    /** @throws UsageException if nobody can judge it */
    static Answer answer(Question question) {
        for (Judge judge : ALL) {
            boolean asked = question.model().map(judge.models()::contains).orElseGet(() -> judge.recognizes(question))
                    && question.level().map(judge.levels()::contains).orElse(true);
            Optional<Answer> answer = asked ? judge.judge(question) : Optional.empty();
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new UsageException(whyNot(question));
    }

    private static String whyNot(Question question) {
        Path file = question.files().getFirst();
        if (Files.isRegularFile(file) && FileFormat.of(file) == FileFormat.UNKNOWN) {
            return file + ": " + UnknownFile.explain(file);
        }
        String level = question.level().orElse("");
        if (question.model().isPresent() && !level.isEmpty()) {
            Set<String> levels = new TreeSet<>();
            ALL.stream()
                    .filter(judge -> judge.models().contains(question.model().get()))
                    .forEach(judge -> levels.addAll(judge.levels()));
            return "a history of %s has no level '%s'; it has: %s"
                    .formatted(question.model().get(), level, String.join(", ", levels));
        }
        return "it does not show of what " + file + " is a history"
                + (level.isEmpty() ? "" : " that has the level '" + level + "'") + "; name it with --model";
    }
}
