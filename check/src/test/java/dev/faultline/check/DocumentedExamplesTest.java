package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.isolation.IsolationJudge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of {@code docs/models.md} and {@code docs/isolation-levels.md}: each breaks what it should, nothing in it can
 * be spared, and its picture in the docs is the one that the command draws. {@code -Dfaultline.renew=true} draws them anew.
 */
class DocumentedExamplesTest {

    private static final Path DOCS = Path.of("..", "docs");

    static List<String> examples() throws IOException {
        try (Stream<Path> files = Files.list(DOCS.resolve("examples"))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .map(name -> name.substring(0, name.lastIndexOf('.')))
                    .sorted()
                    .toList();
        }
    }

    /** The answer to the command in the first line. */
    private static Answer answer(String name) throws IOException {
        Path file = DOCS.resolve("examples").resolve(name + ".edn");
        String command = Files.readAllLines(file).getFirst();
        assertThat(command).startsWith("; faultline check docs/examples/" + name + ".edn --model ");
        String[] words = command.split(" ", -1);
        Optional<String> model = Optional.empty();
        Optional<String> level = Optional.empty();
        Map<String, String> settings = new HashMap<>();
        for (int i = 4; i < words.length; i += 2) {
            switch (words[i]) {
                case "--model" -> model = Optional.of(words[i + 1]);
                case "--level" -> level = Optional.of(words[i + 1]);
                default ->
                    settings.put(words[i + 1].split("=", 2)[0], words[i + 1].split("=", 2)[1]);
            }
        }
        Judge judge = Stream.of(new OperationJudge(), new IsolationJudge())
                .filter(each -> each.models().contains(words[5]))
                .findFirst()
                .orElseThrow();
        return judge.judge(new Question(List.of(file), model, level, settings, Limits.standard()))
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleIsAViolationAndItsPictureIsTheOneInTheDocs(String name) throws IOException {
        Answer answer = answer(name);
        assertThat(answer.kind()).isEqualTo(Answer.Kind.VIOLATION);
        if (answer.details().get("operations") instanceof List<?> operations) {
            long invoked = Files.readAllLines(DOCS.resolve("examples").resolve(name + ".edn")).stream()
                    .filter(line -> line.contains(":type :invoke"))
                    .count();
            // An invariant speaks of sums, too, of which not every part is shown.
            boolean all = !answer.level().equals(Level.INVARIANT.toString());
            assertThat(operations).as("operations that are needed").hasSizeBetween(all ? (int) invoked : 1, (int)
                    invoked);
        } else {
            assertThat(name).isIn(answer.level(), answer.model());
        }
        String drawn = answer.picture().orElseThrow().svg();
        Path picture = DOCS.resolve("pictures").resolve(name + ".svg");
        if (Boolean.getBoolean("faultline.renew")) {
            Files.createDirectories(DOCS.resolve("pictures"));
            Files.writeString(picture, drawn);
        }
        assertThat(Files.exists(picture) ? Files.readString(picture) : "")
                .as(
                        "%s is out of date; renew it with: ./mvnw -B -pl check test -Dtest=DocumentedExamplesTest"
                                + " -Dfaultline.renew=true",
                        picture)
                .isEqualTo(drawn);
    }

    @Test
    void everyModelAndInvariantHasASectionAndAPicture() throws IOException {
        String page = Files.readString(DOCS.resolve("models.md"));
        Stream.concat(
                        NamedModels.names().stream(),
                        Stream.of(Invariant.values()).map(Invariant::toString))
                .filter(name -> !name.equals(Invariant.BANK_WITH_OVERDRAFT.toString()))
                .forEach(name -> assertThat(page).contains("(pictures/" + name + ".svg)"));
        String levels = Files.readString(DOCS.resolve("isolation-levels.md"));
        for (String example : examples()) {
            assertThat(page + levels).contains("(pictures/" + example + ".svg)");
        }
    }
}
