package dev.faultline.workload.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.sim.Rng;
import dev.faultline.workload.Completion;
import dev.faultline.workload.Generator;
import dev.faultline.workload.Keys;
import dev.faultline.workload.Next;
import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import dev.faultline.workload.Setting;
import dev.faultline.workload.Sizes;
import dev.faultline.workload.Turn;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterMixTest {
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
            Generator mix = mix(reads, writes, cas, keys, Optional.empty(), seed);
            Map<String, Integer> made = new HashMap<>();
            ask(mix, requests, failing, new Rng(seed))
                    .forEach((what, count) -> made.merge(what.substring(0, what.indexOf(' ')), count, Integer::sum));

            assertThat(percent(made, "read", requests))
                    .as("reads, seed %d", seed)
                    .isCloseTo(reads, within(POINTS));
            assertThat(percent(made, "write", requests))
                    .as("writes, seed %d", seed)
                    .isCloseTo(writes, within(POINTS));
            assertThat(percent(made, "cas", requests)).as("cas, seed %d", seed).isCloseTo(cas, within(POINTS));
        }
    }

    private static double percent(Map<String, Integer> made, String function, int requests) {
        return 100.0 * made.getOrDefault(function, 0) / requests;
    }

    @Test
    void aCasComparesWithAValueThatSomebodyWroteAndOftenSucceeds() {
        Map<String, Integer> outcomes = ask(mix(20, 20, 60, 2, Optional.empty(), 7), 500, 0, new Rng(7));

        assertThat(outcomes.get("cas ok")).isGreaterThan(100);
    }

    @Test
    void whereKeysHoldAValueAtTheBeginningTheFirstCasTakesIt() {
        assertThat(first(mix(0, 0, 100, 3, Optional.of("0"), 1)))
                .isInstanceOfSatisfying(
                        Request.Cas.class, first -> assertThat(first.expected()).isEqualTo("0"));
    }

    @Test
    void whereNothingIsKnownAWriteGoesBeforeACas() {
        assertThat(first(mix(0, 0, 100, 3, Optional.empty(), 1))).isInstanceOf(Request.Write.class);
    }

    private static Request first(Generator mix) {
        return ((Next.Ask) mix.next(new Turn(0, 0, CLIENTS, 0))).request();
    }

    private static Generator mix(int reads, int writes, int cas, int keys, Optional<String> initial, long seed) {
        List<String> names =
                IntStream.rangeClosed(1, keys).mapToObj(key -> "k" + key).toList();
        Map<String, Integer> shares = Dealt.shares("read", reads, "write", writes, "cas", cas);
        return new Registers()
                .generator(new Setting(
                        CLIENTS,
                        Keys.uniform(names),
                        Sizes.SHORT,
                        shares,
                        initial,
                        Map.of(),
                        label -> Rng.fork(seed, label)));
    }

    /** Carries requests out on a map, some of which come to nothing, and some of those take effect all the same. */
    private static Map<String, Integer> ask(Generator mix, int requests, int failing, Rng random) {
        Map<String, String> registers = new HashMap<>();
        Map<String, Integer> outcomes = new HashMap<>();
        Set<String> written = new HashSet<>();
        for (int i = 0; i < requests; i++) {
            Turn turn = new Turn(i % CLIENTS, i % CLIENTS, CLIENTS, i);
            Request request = ((Next.Ask) mix.next(turn)).request();
            boolean lost = random.below(100) < failing;
            Reply reply = lost && random.chance(0.5) ? new Reply.Fail("lost") : answer(request, registers);
            if (request.argument() instanceof String value) {
                assertThat(written.add(value)).as("%s is written once", value).isTrue();
            }
            Reply told = lost && !(reply instanceof Reply.Fail) ? new Reply.Unknown("late") : reply;
            mix.completed(new Completion(turn, request, told, i));
            outcomes.merge(request.f() + (reply instanceof Reply.Ok ? " ok" : " fail"), 1, Integer::sum);
        }
        return outcomes;
    }

    private static Reply answer(Request request, Map<String, String> registers) {
        return switch (request) {
            case Request.Read(String key) -> Reply.ok(registers.get(key));
            case Request.Write(String key, String value) -> {
                registers.put(key, value);
                yield Reply.ok();
            }
            case Request.Cas(String key, String expected, String value) ->
                registers.replace(key, expected, value) ? Reply.ok() : new Reply.Fail("another");
            default -> throw new AssertionError(request);
        };
    }
}
