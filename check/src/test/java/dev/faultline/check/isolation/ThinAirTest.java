package dev.faultline.check.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.Answer;
import dev.faultline.check.Limits;
import dev.faultline.check.Question;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A read of what nobody wrote is found in every format, unless the user says that the world is open. */
class ThinAirTest {

    private static final int HISTORIES = 300;

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyPlantedReadOutOfThinAirIsFoundInEveryFormat() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            SerialRegisters sound = new SerialRegisters(seed);
            SerialRegisters planted = new SerialRegisters(seed).withThinAir(new SplittableRandom(seed));
            for (String format : SerialRegisters.FORMATS) {
                Path each = folder.resolve(format + seed);
                assertThat(each.toFile().mkdir()).isTrue();
                Answer before = answer(sound.write(each, format), "serializable", Map.of());
                assertThat(before.kind())
                        .as("%s seed %d: %s", format, seed, before.sentence())
                        .isEqualTo(Answer.Kind.VALID);
                Path bad = planted.write(each, format);
                for (String level : List.of("read-committed", "serializable")) {
                    Answer answer = answer(bad, level, Map.of());
                    assertThat(answer.kind()).as("%s seed %d", format, seed).isEqualTo(Answer.Kind.VIOLATION);
                    assertThat(answer.details().get("anomalies"))
                            .as("%s seed %d", format, seed)
                            .asString()
                            .containsAnyOf("garbage-read", "not-own-write");
                    assertThat(answer.intake().assumptions()).anyMatch(said -> said.startsWith("closed world"));
                }
                Answer open = answer(bad, "read-committed", Map.of("world", "open"));
                assertThat(open.sentence()).as("%s seed %d", format, seed).doesNotContain("nobody wrote");
                assertThat(open.intake().assumptions()).anyMatch(said -> said.startsWith("open world"));
            }
        }
    }

    private static Answer answer(Path file, String level, Map<String, String> settings) {
        return new IsolationJudge()
                .judge(new Question(List.of(file), Optional.empty(), Optional.of(level), settings, Limits.standard()))
                .orElseThrow();
    }
}
