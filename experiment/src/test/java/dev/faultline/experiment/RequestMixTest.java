package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestMixTest {
    private static final int CLIENTS = 4;
    private static final double POINTS = 3;

    /** Mixes of reads, writes and cas, how many keys, and how many in a hundred requests come to nothing. */
    @ParameterizedTest
    @CsvSource({
        "20,10,70,2,10,400",
        "0,30,70,3,0,400",
        "30,0,70,1,10,400",
        "15,15,70,100000,10,400",
        "33,33,34,5,50,300",
        "98,1,1,3,10,600",
        "1,98,1,3,10,600",
        "1,1,98,1,30,600",
        "50,50,0,3,0,100",
        "40,30,30,2,80,150",
        "0,0,100,2,5,400",
    })
    void theAskedSharesComeOut(int reads, int writes, int cas, int keys, int failing, int requests) {
        for (long seed = 1; seed <= 20; seed++) {
            RequestMix mix = new RequestMix(spec(reads, writes, cas, keys), Optional.empty(), seed);
            ask(mix, requests, failing, new Random(seed));

            Shares shares = mix.shares();
            assertThat(shares.madePercent("read")).as("reads, seed %d", seed).isCloseTo(reads, within(POINTS));
            assertThat(shares.madePercent("write")).as("writes, seed %d", seed).isCloseTo(writes, within(POINTS));
            assertThat(shares.madePercent("cas")).as("cas, seed %d", seed).isCloseTo(cas, within(POINTS));
            assertThat(shares.made().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(requests);
        }
    }

    @Test
    void aCasComparesWithAValueThatSomebodyWroteAndOftenSucceeds() {
        RequestMix mix = new RequestMix(spec(20, 20, 60, 2), Optional.empty(), 7);

        Map<String, Integer> outcomes = ask(mix, 500, 0, new Random(7));

        assertThat(outcomes.get("cas ok")).isGreaterThan(100);
    }

    @Test
    void whereKeysHoldAValueAtTheBeginningTheFirstCasTakesIt() {
        RequestMix mix = new RequestMix(spec(0, 0, 100, 3), Optional.of("0"), 1);

        assertThat(mix.next(0))
                .isInstanceOfSatisfying(
                        Request.Cas.class, first -> assertThat(first.expected()).isEqualTo("0"));
        assertThat(mix.shares().line()).isEqualTo("cas 100 % (made 100.0)");
    }

    @Test
    void whatWasAskedInPlaceOfACasIsSaid() {
        RequestMix mix = new RequestMix(spec(0, 0, 100, 3), Optional.empty(), 1);

        assertThat(mix.next(0)).isInstanceOf(Request.Write.class);
        assertThat(mix.shares().line()).isEqualTo("cas 100 % (made 0.0), write 0 % (made 100.0)");
    }

    private static WorkloadSpec spec(int reads, int writes, int cas, int keys) {
        Duration second = Duration.ofSeconds(1);
        return new WorkloadSpec(CLIENTS, keys, reads, writes, cas, 0, 0, second, second, second, true);
    }

    /** Carries requests out on a map, some of which come to nothing, and some of those take effect all the same. */
    private static Map<String, Integer> ask(RequestMix mix, int requests, int failing, Random random) {
        Map<String, String> registers = new HashMap<>();
        Map<String, Integer> outcomes = new HashMap<>();
        Set<String> written = new HashSet<>();
        for (int i = 0; i < requests; i++) {
            Request request = mix.next(i % CLIENTS);
            boolean lost = random.nextInt(100) < failing;
            Reply reply = lost && random.nextBoolean() ? new Reply.Fail("lost") : answer(request, registers);
            if (request.argument() instanceof String value) {
                assertThat(written.add(value)).as("%s is written once", value).isTrue();
            }
            mix.learn(i % CLIENTS, request, lost && !(reply instanceof Reply.Fail) ? new Reply.Unknown("late") : reply);
            outcomes.merge(request.f() + (reply instanceof Reply.Ok ? " ok" : " fail"), 1, Integer::sum);
        }
        return outcomes;
    }

    private static Reply answer(Request request, Map<String, String> registers) {
        return switch (request) {
            case Request.Read(String key) -> new Reply.Ok(registers.get(key));
            case Request.Write(String key, String value) -> {
                registers.put(key, value);
                yield Reply.ok();
            }
            case Request.Cas(String key, String expected, String value) ->
                registers.replace(key, expected, value) ? Reply.ok() : new Reply.Fail("another");
            case Request.Send _, Request.Poll _ -> throw new AssertionError(request);
        };
    }
}
