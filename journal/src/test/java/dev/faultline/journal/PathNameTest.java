package dev.faultline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathNameTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "Main, Main",
                "Outer$Main, Outer-Main",
                "my app (1), my-app-1-",
                ".., _",
                "../../etc, etc",
                "-rf, rf",
                "$, _",
                "\"\", _",
                "Sérveur, S-rveur",
                "\0a/b, a-b"
            })
    void whateverATextIsANameComesOfIt(String text, String name) {
        assertThat(PathName.of(text)).isEqualTo(name);
        assertThat(PathName.isOne(name)).isTrue();
        assertThat(PathName.isOne(PathName.of(text.repeat(90)))).isTrue();
    }
}
