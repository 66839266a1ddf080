package dev.faultline.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.sim.Rng;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratorsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void whoEndsAPartSaysSoToThoseWhoWaitForTheNext() {
        Clock clock = new Clock(
                2,
                Generators.phases(
                        Generators.on(client -> client == 0, Generators.once(request("a"))),
                        Generators.on(client -> client != 0, Generators.once(request("b")))));
        assertThat(clock.ask(0)).isEqualTo("a");
        assertThat(clock.ask(1)).isEqualTo("waits");
        clock.answer(0, Reply.ok());
        assertThat(clock.ask(1)).isEqualTo("waits");
        assertThat(clock.ask(0)).isEqualTo("waits, and others need not");
        assertThat(clock.ask(1)).isEqualTo("b");
    }

    @Test
    void whoWaitsIsAskedAgainWhenTheTimeIsUp() {
        Clock clock = new Clock(
                2,
                Generators.timeLimit(
                        Duration.ofSeconds(1), Generators.on(client -> client == 0, Generators.repeat(request("a")))));
        assertThat(clock.ask(0)).isEqualTo("a");
        assertThat(clock.ask(1)).isEqualTo("later");
        assertThat(clock.ask(1)).isEqualTo("over");
    }

    @Test
    void aSequenceGoesOnWhileRequestsAreOpenAndPhasesWait() {
        Clock sequence =
                new Clock(2, Generators.sequence(Generators.once(request("a")), Generators.once(request("b"))));
        assertThat(sequence.ask(0)).isEqualTo("a");
        assertThat(sequence.ask(1)).isEqualTo("b");

        Clock phases = new Clock(2, Generators.phases(Generators.once(request("a")), Generators.once(request("b"))));
        assertThat(phases.ask(0)).isEqualTo("a");
        assertThat(phases.ask(1)).isEqualTo("waits");
        phases.answer(0, Reply.ok());
        assertThat(phases.ask(1)).isEqualTo("b");
        assertThat(phases.ask(0)).isEqualTo("waits");
        phases.answer(1, Reply.ok());
        assertThat(phases.ask(0)).isEqualTo("over");
    }

    @Test
    void untilOkGoesOnUntilARequestOfItsOwnIsAnsweredOk() {
        Clock clock = new Clock(
                2,
                Generators.sequence(
                        Generators.untilOk(Generators.repeat(request("acquire"))), Generators.repeat(request("x"))));
        assertThat(clock.ask(0)).isEqualTo("acquire");
        clock.answer(0, new Reply.Fail("held"));
        assertThat(clock.ask(0)).isEqualTo("acquire");
        clock.answer(0, new Reply.Unknown("lost"));
        assertThat(clock.ask(0)).isEqualTo("acquire");
        clock.answer(0, Reply.ok());
        assertThat(clock.ask(0)).isEqualTo("x");
    }

    @Test
    void eachClientHasAGeneratorOfItsOwnAndIsOverWhenAllAre() {
        Clock clock = new Clock(2, Generators.eachClient(client -> Generators.once(request("of" + client))));
        assertThat(clock.ask(1)).isEqualTo("of1");
        clock.answer(1, Reply.ok());
        assertThat(clock.ask(1)).isEqualTo("waits");
        assertThat(clock.ask(0)).isEqualTo("of0");
        clock.answer(0, Reply.ok());
        assertThat(clock.ask(0)).isEqualTo("over");
        assertThat(clock.ask(1)).isEqualTo("over");
    }

    @Test
    void aProcessThatDoesNotKnowBeginsAnew() {
        Clock clock = new Clock(
                1,
                Generators.eachProcess(process ->
                        Generators.sequence(Generators.once(request("first")), Generators.repeat(request("then")))));
        assertThat(clock.ask(0)).isEqualTo("first");
        clock.answer(0, Reply.ok());
        assertThat(clock.ask(0)).isEqualTo("then");
        clock.answer(0, new Reply.Unknown("lost"));
        assertThat(clock.ask(0)).isEqualTo("first");
    }

    @Test
    void reservedClientsDoTheirPartAndTheOthersTheRest() {
        Clock clock = new Clock(
                4,
                Generators.reserve(
                        List.of(
                                new Generators.Reserved(1, Generators.repeat(request("a"))),
                                new Generators.Reserved(2, Generators.limit(1, Generators.repeat(request("b"))))),
                        Generators.repeat(request("c"))));
        assertThat(clock.ask(0)).isEqualTo("a");
        assertThat(clock.ask(1)).isEqualTo("b");
        assertThat(clock.ask(2)).as("its part is over").isEqualTo("waits");
        assertThat(clock.ask(3)).isEqualTo("c");
    }

    @Test
    void weightsComeOutAndWhatIsOverIsLeftOut() {
        Clock clock = new Clock(
                1,
                Generators.weighted(
                        new Rng(1),
                        new Generators.Weight(3, Generators.repeat(request("a"))),
                        new Generators.Weight(1, Generators.repeat(request("b"))),
                        new Generators.Weight(100, Generators.limit(5, Generators.repeat(request("c"))))));
        Map<String, Integer> made = new LinkedHashMap<>();
        for (int i = 0; i < 10_005; i++) {
            made.merge(clock.ask(0), 1, Integer::sum);
            clock.answer(0, Reply.ok());
        }
        assertThat(made.get("c")).isEqualTo(5);
        assertThat(made.get("a") / 10_000.0).isCloseTo(0.75, within(2.58 * Math.sqrt(0.75 * 0.25 / 10_000)));
    }

    @Test
    void staggerAndRateKeepTheirMeanAndARateIsAPoissonProcess() {
        List<Double> staggered =
                gaps(Generators.stagger(new Rng(3), Duration.ofMillis(10), Generators.repeat(request("a"))));
        assertThat(staggered.stream().mapToDouble(gap -> gap).average().orElse(0))
                .isCloseTo(10, within(0.3));
        assertThat(staggered).allMatch(gap -> gap <= 20.001);

        List<Double> poisson = gaps(Generators.rate(new Rng(3), 100, Generators.repeat(request("a"))));
        // Kolmogorov-Smirnov against the exponential distribution, at 0.1 %.
        poisson.sort(null);
        double distance = 0;
        for (int i = 0; i < poisson.size(); i++) {
            double expected = 1 - Math.exp(-poisson.get(i) / 10);
            distance = Math.max(distance, Math.abs(expected - (i + 0.5) / poisson.size()));
        }
        assertThat(distance).isLessThan(1.95 / Math.sqrt(poisson.size()));
    }

    @Test
    void anOpenLoopMakesUpForASlowSystem() {
        Clock clock = new Clock(1, Generators.rate(new Rng(5), 100, Generators.repeat(request("a"))));
        int made = 0;
        while (clock.nowNanos < SECOND.toNanos()) {
            if (clock.ask(0).equals("a")) {
                made++;
                clock.nowNanos += made == 20 ? 500_000_000 : 1_000; // one answer takes half a second
                clock.answer(0, Reply.ok());
            }
        }
        assertThat(made).isBetween(70, 130);
    }

    /** Returns the milliseconds between requests that are answered at once. */
    private static List<Double> gaps(Generator generator) {
        Clock clock = new Clock(1, generator);
        List<Double> gaps = new ArrayList<>();
        long last = 0;
        while (gaps.size() < 5_000) {
            if (clock.ask(0).equals("a")) {
                gaps.add((clock.nowNanos - last) / 1e6);
                last = clock.nowNanos;
                clock.answer(0, Reply.ok());
            }
        }
        return gaps;
    }

    @Test
    void timeLimitDelayAndSleepGoByTheClock() {
        Clock limited = new Clock(
                1,
                Generators.sequence(
                        Generators.timeLimit(
                                SECOND, Generators.delay(Duration.ofMillis(300), Generators.repeat(request("a")))),
                        Generators.sleep(SECOND),
                        Generators.once(request("b"))));
        List<String> made = new ArrayList<>();
        while (!made.contains("b")) {
            String asked = limited.ask(0);
            if (!asked.equals("later")) {
                made.add(asked);
                limited.answer(0, Reply.ok());
            }
        }
        assertThat(made).containsExactly("a", "a", "a", "a", "b");
        assertThat(limited.nowNanos).isEqualTo(2 * SECOND.toNanos());
    }

    @Test
    void aMarkIsMadeOnceBetweenPhases() {
        Clock clock = new Clock(
                1,
                Generators.phases(
                        Generators.once(request("a")), Generators.mark("half"), Generators.once(request("b"))));
        assertThat(clock.ask(0)).isEqualTo("a");
        clock.answer(0, Reply.ok());
        assertThat(clock.ask(0)).isEqualTo("mark half");
        assertThat(clock.ask(0)).isEqualTo("b");
    }

    @Test
    void cyclesBeginAnew() {
        Clock clock = new Clock(
                1,
                Generators.cycle(
                        () -> Generators.sequence(Generators.once(request("a")), Generators.once(request("b")))));
        assertThat(List.of(clock.next(), clock.next(), clock.next(), clock.next()))
                .containsExactly("a", "b", "a", "b");
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> Generators.limit(0, Generators.nothing())).hasMessage("a limit is 1 or more, not 0");
        assertThatThrownBy(() -> Generators.rate(new Rng(1), 0, Generators.nothing()))
                .hasMessage("a rate is above 0, not 0.0");
    }

    private static Request request(String f) {
        return new Request.Call(f, "k1", null, true);
    }

    /** Clients on one thread; time goes on where a generator says so. */
    private static final class Clock {
        private final int clients;
        private final Generator generator;
        private final Map<Integer, Next.Ask> open = new LinkedHashMap<>();
        private final Map<Integer, Integer> processes = new LinkedHashMap<>();
        private long nowNanos;

        Clock(int clients, Generator generator) {
            this.clients = clients;
            this.generator = generator;
        }

        String next() {
            String asked = ask(0);
            answer(0, Reply.ok());
            return asked;
        }

        String ask(int client) {
            return switch (generator.next(turn(client))) {
                case Next.Ask ask -> {
                    open.put(client, ask);
                    yield ask.request().f();
                }
                case Next.Later(long at) -> {
                    assertThat(at).isGreaterThan(nowNanos);
                    nowNanos = at;
                    yield "later";
                }
                case Next.Waiting(boolean moved) -> moved ? "waits, and others need not" : "waits";
                case Next.Mark(String name) -> "mark " + name;
                case Next.Over _ -> "over";
            };
        }

        private Turn turn(int client) {
            return new Turn(client, processes.getOrDefault(client, client), clients, nowNanos);
        }

        void answer(int client, Reply reply) {
            Next.Ask ask = open.remove(client);
            generator.completed(new Completion(turn(client), ask.request(), reply, nowNanos));
            if (reply instanceof Reply.Unknown) {
                processes.merge(client, clients + client, (before, _) -> before + clients);
            }
        }
    }
}
