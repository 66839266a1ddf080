package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodPatternTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "org.x.Store.write | org.x.Store | write | true",
                "org.x.Store.write | org.x.Store | writes | false",
                "org.x.Store.write* | org.x.Store | writes | true",
                "org.x.Store.write | org.x.Store$In | write | false",
                "org.x.Store$*.write | org.x.Store$In | write | true",
                "org.x.Store*.write | org.x.Store$In | write | true",
                "org.*.Store.write | org.x.Store | write | true",
                "org.*.Store.write | org.x.y.Store | write | false",
                "org.**.Store.write | org.x.y.Store | write | true",
                "org.**.Store.write | org.Store | write | true",
                "org.**.Store.write | org.MyStore | write | false",
                "**.Store.write | Store | write | true",
                "**.Store.write | a.b.Store | write | true",
                "**.Store.write | MyStore | write | false",
                "**Store.write | a.MyStore | write | true",
                "**.?tore.w?ite | a.b.Store | write | true",
                "**.* | a.B | c | true",
                "org.x.** | org.x.Store | write | true",
                "org.x.** | org.x.y.Store | write | true",
                "org.x.** | org.xy.Store | write | false",
                "org.x.** | org.x.Store | <init> | false",
                "**.* | a.B | <init> | false",
                "**.<init> | a.B | <init> | true",
                "Main.run | Main | run | true"
            })
    void aPatternMatches(String pattern, String type, String method, boolean expected) {
        assertThat(MethodPattern.of(pattern).matches(type, method, "()V", false))
                .isEqualTo(expected);
        assertThat(MethodPattern.of(pattern)).hasToString(pattern);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.B.c() | ()V | true",
                "a.B.c() | (I)V | false",
                "a.B.c(int) | (I)V | true",
                "a.B.c(byte[],java.lang.String) | ([BLjava/lang/String;)V | true",
                "a.B.c(byte[],String) | ([BLjava/lang/String;)V | true",
                "a.B.c(byte[],x.String) | ([BLjava/lang/String;)V | false",
                "a.B.c(java.util.Map$Entry[][]) | ([[Ljava/util/Map$Entry;)V | true",
                "a.B.c | (JJ)V | true"
            })
    void parametersTellOverloadsApart(String pattern, String descriptor, boolean expected) {
        assertThat(MethodPattern.of(pattern).matches("a.B", "c", descriptor, false))
                .isEqualTo(expected);
    }

    @Test
    void whatTheCompilerMadeHasToBeAskedFor() {
        assertThat(MethodPattern.of("a.B.*").matches("a.B", "lambda$c$0", "()V", true))
                .isFalse();
        assertThat(MethodPattern.of("a.B.lambda$*").matches("a.B", "lambda$c$0", "()V", true))
                .isTrue();
        assertThat(MethodPattern.of("a.B.*").matches("a.B", "lambda$c$0", "()V", false))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "write",
                ".write",
                "a..b(",
                "a.B.",
                "a.B.<new>",
                "a.B.c(int",
                "a.B.c(int, int)",
                "a b.c",
                "a.B.c**",
                "a.B.c()d"
            })
    void whatIsNoPatternIsRefused(String text) {
        assertThatThrownBy(() -> MethodPattern.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'");
    }

    @Test
    void methodsOfTheJdkCannotBeReached() {
        assertThat(MethodPattern.of("java.io.*.write").obstacle()).isPresent();
        assertThat(MethodPattern.of("javax.net.ssl.SSLEngine.wrap").obstacle()).isPresent();
        assertThat(MethodPattern.of("javax.inject.*.get").obstacle()).isEmpty();
        assertThat(MethodPattern.of("**.write").obstacle()).isEmpty();
    }
}
