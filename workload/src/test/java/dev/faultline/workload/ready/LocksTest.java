package dev.faultline.workload.ready;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.faultline.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocksTest {
    private static final Reply HELD = new Reply.Fail("held");

    @Test
    void aClientWaitsForALockUntilItHasIt() {
        List<Request.Call> asked = ask(Map.of(), 20, _ -> HELD);

        assertThat(asked).allMatch(call -> call.f().equals("acquire"));
        assertThat(asked)
                .extracting(Request.Call::key)
                .containsOnly(asked.getFirst().key());
    }

    @Test
    void aClientThatShallTryThreeTimesGoesOnToAnotherLockThen() {
        List<Request.Call> asked = ask(Map.of("tries", "3"), 30, _ -> HELD);

        assertThat(asked).allMatch(call -> call.f().equals("acquire"));
        List<String> keys = asked.stream().map(Request.Call::key).toList();
        List<String> firsts =
                IntStream.range(0, 10).mapToObj(i -> keys.get(3 * i)).toList();
        assertThat(keys)
                .isEqualTo(
                        IntStream.range(0, 30).mapToObj(i -> firsts.get(i / 3)).toList());
        assertThat(firsts).doesNotHaveDuplicates();
    }

    @Test
    void aLockThatWasGivenAtTheLastTryIsLetGo() {
        List<Request.Call> asked = ask(Map.of("tries", "3"), 4, i -> i < 2 ? HELD : Reply.ok());

        assertThat(asked).extracting(Request.Call::f).containsExactly("acquire", "acquire", "acquire", "release");
        assertThat(asked)
                .extracting(Request.Call::key)
                .containsOnly(asked.getFirst().key());
    }

    /** It would be given the lock that it has, and no model of locks that are had once allows that. */
    @Test
    void whoCouldNotLetALockGoAsksForOthersUnderAnotherName() {
        Generator proper = Workloads.named("lock").orElseThrow().generator(setting(Map.of()));
        Reply unavailable = new Reply.Fail("unavailable");
        List<Request.Call> asked = ask(proper, 9, i -> i >= 1 && i <= 5 ? unavailable : Reply.ok());

        assertThat(asked)
                .extracting(Request.Call::f)
                .containsExactly(
                        "acquire", "release", "release", "release", "release", "release", "acquire", "release",
                        "acquire");
        assertThat(asked)
                .extracting(Request.Call::argument)
                .containsExactly("p0", "p0", "p0", "p0", "p0", "p0", "p0.1", "p0.1", "p0.1");

        Generator end = Workloads.named("lock")
                .orElseThrow()
                .afterwards(setting(Map.of()), proper)
                .orElseThrow();
        assertThat(ask(end, 3, _ -> Reply.ok()))
                .extracting(call -> call.f() + " " + call.key() + " " + call.argument())
                .startsWith(
                        "release " + asked.getFirst().key() + " p0",
                        "release " + asked.get(8).key() + " p0.1");
    }

    /** As it is told where a lease is over. */
    @Test
    void whoIsToldThatItHasNothingKeepsItsName() {
        List<Request.Call> asked = ask(Map.of(), 7, i -> i == 0 ? Reply.ok() : new Reply.Fail("fail"));

        assertThat(asked).last().extracting(Request.Call::f).isEqualTo("acquire");
        assertThat(asked).extracting(Request.Call::argument).containsOnly("p0");
    }

    /** Nobody knows whether it was let go, and then there is no second time: that would be another's. */
    @Test
    void aPermitIsLetGoOnce() {
        Workload semaphore = Workloads.named("semaphore").orElseThrow();
        Setting setting = setting(Map.of());
        Generator proper = semaphore.generator(setting);
        assertThat(ask(proper, 2, i -> i == 0 ? Reply.ok() : new Reply.Unknown("timeout")))
                .extracting(Request.Call::f)
                .containsExactly("acquire", "release");

        Generator end = semaphore.afterwards(setting, proper).orElseThrow();
        assertThat(ask(end, 1, _ -> Reply.ok())).extracting(Request.Call::f).containsExactly("acquire");
    }

    private static List<Request.Call> ask(Map<String, String> options, int requests, IntFunction<Reply> replies) {
        return ask(Workloads.named("lock").orElseThrow().generator(setting(options)), requests, replies);
    }

    /** Lets one client ask so many times, of many locks. */
    private static List<Request.Call> ask(Generator locks, int requests, IntFunction<Reply> replies) {
        List<Request.Call> asked = new ArrayList<>();
        long now = 0;
        while (asked.size() < requests) {
            Turn turn = new Turn(0, 0, 1, now);
            switch (locks.next(turn)) {
                case Next.Ask(Request.Call call) -> {
                    Reply reply = replies.apply(asked.size());
                    asked.add(call);
                    locks.completed(new Completion(turn, call, reply, now));
                }
                case Next.Later(long at) -> now = at;
                case Next other -> throw new AssertionError("unexpected: " + other);
            }
        }
        return asked;
    }

    private static Setting setting(Map<String, String> options) {
        List<String> names =
                IntStream.rangeClosed(1, 10_000).mapToObj(key -> "k" + key).toList();
        return new Setting(
                1, Keys.uniform(names), Sizes.SHORT, Map.of(), Optional.empty(), options, label -> Rng.fork(1, label));
    }
}
