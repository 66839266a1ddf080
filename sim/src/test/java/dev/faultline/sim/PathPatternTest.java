package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns mean what they mean to the JDK, and everything below a folder is meant with it. */
class PathPatternTest {
    private static final long SEED = 20_261_129;
    private static final List<String> PARTS =
            List.of("a", "b", "ab", "*", "**", "?", "/", "/", "[ab]", "[!a]", "[a-b]", "{a,b}", "{ab,/b}", "\\*");

    @Test
    void patternsAreThoseOfTheJdk() {
        Rng random = new Rng(SEED);
        int matches = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("/");
            for (int part = random.below(6); part >= 0; part--) {
                text.append(PARTS.get(random.below(PARTS.size())));
            }
            String glob = text.toString().replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
            StringBuilder path = new StringBuilder();
            for (int name = random.below(3); name >= 0; name--) {
                path.append('/').append("ab*".charAt(random.below(3))).append(random.chance(0.5) ? "b" : "");
            }
            boolean expected = jdkMatches(glob, path.toString());
            matches += expected ? 1 : 0;
            assertThat(PathPattern.of(glob).matches(path.toString()))
                    .as("seed %d, pattern %s, path %s", SEED, glob, path)
                    .isEqualTo(expected);
        }
        assertThat(matches).isBetween(2_000, 18_000);
    }

    private static boolean jdkMatches(String glob, String path) {
        PathMatcher jdk = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        for (Path above = Path.of(path); above != null; above = above.getParent()) {
            if (jdk.matches(above)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aFolderMeansWhatIsInIt() {
        assertThat(PathPattern.of("/").matches("/data/log")).isTrue();
        assertThat(PathPattern.of("/data").matches("/data/log")).isTrue();
        assertThat(PathPattern.of("/data/").matches("/data/log")).isTrue();
        assertThat(PathPattern.of("/dat").matches("/data/log")).isFalse();
        assertThat(PathPattern.of("**/version-2/{log,snapshot}.*").matches("/data/version-2/log.1"))
                .isTrue();
    }

    @Test
    void manyStarsTakeNoLongerThanFewOnes() {
        assertThat(PathPattern.of("/" + "*a".repeat(40)).matches("/" + "a".repeat(2_000) + "b"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data", "*", "/a{b", "/a[b", "{/a,b}", "a**"})
    void whatIsNoPatternIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PathPattern.of(text));
    }
}
