package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.sim.PacketFilter.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketFilterTest {
    private static final String LETTERS = "ab \"\\,*.\n\u00e9[(";

    @Test
    void whatIsWrittenIsReadBack() {
        for (long seed = 0; seed < 2000; seed++) {
            PacketFilter filter = draw(new Rng(seed));
            assertThat(PacketFilter.parse(filter.toString()))
                    .as("seed %d", seed)
                    .isEqualTo(filter);
        }
    }

    private static PacketFilter draw(Rng rng) {
        PacketFilter filter = PacketFilter.ALL.with(Protocol.values()[rng.below(3)]);
        filter = rng.chance(0.5) ? filter.withFrom("n1", "eu-*") : filter;
        filter = rng.chance(0.5) ? filter.withTo("10.0.0." + rng.below(256)) : filter;
        filter = rng.chance(0.5) ? filter.withAt("n2") : filter;
        filter = rng.chance(0.5) ? filter.withPorts(1 + rng.below(65_535), 53) : filter;
        StringBuilder text = new StringBuilder("x");
        for (int left = rng.below(6); left > 0; left--) {
            text.append(LETTERS.charAt(rng.below(LETTERS.length())));
        }
        return switch (rng.below(4)) {
            case 0 -> filter.withText(text.toString());
            case 1 -> filter.withBytes((byte) rng.next(), (byte) rng.next());
            case 2 -> filter.withRegex(Pattern.quote(text.toString()));
            default -> filter;
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | it is empty",
                "all udp | 'all' is no word of it",
                "icmp | 'icmp' is no word of it",
                "tcp udp | 'udp' says again what was said",
                "from | 'from' has nothing after it",
                "from a,,b | without blanks, commas or quotes",
                "port | 'port' has nothing after it",
                "port x | 'x' is no port",
                "port 70000 | from 1 to 65535, was 70000",
                "text hello | must stand in quotes, was 'hello'",
                "text \"hello | the quote at letter 6 is not closed",
                "text \"\" | must not be empty",
                "hex abc | pairs of hexadecimal digits",
                "hex xy | pairs of hexadecimal digits",
                "regex \"a(\" | 'a(' is no regular expression: Unclosed group",
                "text \"a\" hex 00 | 'hex' says again what was said",
            })
    void whatIsNoFilterIsRefusedWithAReason(String text, String reason) {
        assertThatThrownBy(() -> PacketFilter.parse(text == null ? "" : text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void disturbancesThatMakeNoSenseAreRefused() {
        PacketFilter some = PacketFilter.ALL.withText("a");
        assertThatThrownBy(() -> new Disturbance.Cut(some)).hasMessageContaining("lost with a chance of 1");
        assertThatThrownBy(() -> new Disturbance.Stall(some)).hasMessageContaining("whole streams");
        assertThatThrownBy(() -> new Disturbance.Loss(some, 1.1)).hasMessageContaining("from 0 to 1, was 1.1");
        assertThatThrownBy(() -> new Disturbance.Loss(some, Double.NaN)).hasMessageContaining("was NaN");
        assertThatThrownBy(() -> new Disturbance.Bandwidth(some, 0, false)).hasMessageContaining("was 0");
        assertThatThrownBy(() -> new Disturbance.FirstOf(PacketFilter.ALL, List.of()))
                .hasMessageContaining("at least one rule");
        assertThatThrownBy(() ->
                        new Disturbance.FirstOf(PacketFilter.ALL, List.of(new Disturbance.Stall(PacketFilter.ALL))))
                .hasMessageContaining("'stall of all' cannot be a rule");
        assertThatThrownBy(() -> new Disturbance.Order.Window(1, Duration.ofSeconds(1)))
                .hasMessageContaining("were 1");
        assertThatThrownBy(() -> new Disturbance.Order.Lateness(Duration.ZERO)).hasMessageContaining("PT0S");
    }
}
