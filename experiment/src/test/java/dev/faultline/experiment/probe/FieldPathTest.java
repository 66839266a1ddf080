package dev.faultline.experiment.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths as they are written. */
class FieldPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "term",
                "INSTANCE.state.term",
                "peers[n1].term",
                "log.entries.size()",
                "size",
                "a.size.b",
                "accounts[*].balance",
                "table[0][12].$x_1",
                "names[\"two words\"][\"*\"][\"a]\\\"\\\\\"]",
                "this$0.x"
            })
    void aPathReadsBackAsTheSame(String text) {
        assertThat(FieldPath.parse(text)).hasToString(text);
        assertThat(FieldPath.parse(FieldPath.parse(text).toString())).isEqualTo(FieldPath.parse(text));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', textBlock = """
        ~~          | 1 | the name of a field
        1a          | 1 | the name of a field
        .a          | 1 | the name of a field
        a.          | 3 | the name of a field
        a..b        | 3 | the name of a field
        a b         | 2 | '.', '[' or the end
        a[]         | 3 | a number, a key, or *
        a[b         | 4 | ']'
        a["b        | 5 | no '"' at its end
        a["b"c]     | 6 | ']'
        [a]         | 1 | the name of a field
        size()      | 5 | no method is called
        a.get()     | 6 | no method is called
        a.size().b  | 9 | nothing may follow
        a.size()[0] | 9 | nothing may follow
        """)
    void whatIsNoPathIsToldWithItsColumn(String text, int column, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldPath.parse(text))
                .withMessageContaining(problem)
                .withMessageContaining("column " + column + " of it");
    }
}
