package dev.faultline.sim.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sim.Cause;
import dev.faultline.sim.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Events: their numbers, their causes, and the fingerprint of all of them. */
class RecorderTest {
    private final Recorder recorder = new Recorder();
    private final List<Event> events = new ArrayList<>();

    /** Records events in eight contexts that join one another at random; returns what each context has seen. */
    private List<TreeSet<Long>> recordAtRandom(long seed) {
        Random random = new Random(seed);
        Cause[] contexts = new Cause[8];
        Arrays.fill(contexts, Cause.NONE);
        List<TreeSet<Long>> seen = new ArrayList<>();
        for (int i = 0; i < contexts.length; i++) {
            seen.add(new TreeSet<>());
        }
        for (int i = 0; i < 2_000; i++) {
            int at = random.nextInt(contexts.length);
            int other = random.nextInt(contexts.length);
            if (random.nextInt(4) == 0) {
                // A fresh root, joined without an event of the context's own: this is what makes contexts grow.
                long root = recorder.events();
                contexts[at] = contexts[at].and(recorder.record("Root", "n", "t", i, Cause.NONE));
                seen.get(at).add(root);
            }
            contexts[at] = contexts[at].and(contexts[other]);
            seen.get(at).addAll(seen.get(other));
            contexts[at] = recorder.settle(contexts[at], "n", "t", i);
            assertThat(contexts[at].size()).isLessThanOrEqualTo(Cause.LIMIT);
        }
        for (int i = 0; i < contexts.length; i++) {
            recorder.record("Last", "n", "context " + i, 2_000, contexts[i]);
        }
        return seen;
    }

    private TreeSet<Long> reachableFrom(Event event) {
        TreeSet<Long> reached = new TreeSet<>();
        Deque<Long> open = new ArrayDeque<>(event.causes());
        while (!open.isEmpty()) {
            long next = open.pop();
            if (reached.add(next)) {
                open.addAll(events.get((int) next).causes());
            }
        }
        return reached;
    }

    @Test
    void eventsAreNumberedDenselyAndCausesComeEarlier() {
        recorder.add(events::add);
        var _ = recordAtRandom(1);
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            assertThat(event.step()).isEqualTo(i);
            assertThat(event.causes()).isSorted().doesNotHaveDuplicates().allMatch(cause -> cause < event.step());
        }
        assertThat(recorder.events()).isEqualTo(events.size());
    }

    @Test
    void joiningTooManyCausesLosesNoneOfThem() {
        recorder.add(events::add);
        List<TreeSet<Long>> seen = recordAtRandom(2);
        assertThat(events).anyMatch(event -> event.name().equals("CausesJoined"));
        List<Event> last =
                events.stream().filter(event -> event.name().equals("Last")).toList();
        for (int i = 0; i < seen.size(); i++) {
            TreeSet<Long> reached = reachableFrom(last.get(i));
            reached.removeIf(event -> events.get(event.intValue()).name().equals("CausesJoined"));
            assertThat(reached).isEqualTo(seen.get(i));
        }
    }

    @Test
    void fingerprintTellsEveryFactApart() {
        assertThat(List.of(
                        fingerprintOf("A", "n", 1, "k", 1L),
                        fingerprintOf("B", "n", 1, "k", 1L),
                        fingerprintOf("A", "m", 1, "k", 1L),
                        fingerprintOf("A", "n", 2, "k", 1L),
                        fingerprintOf("A", "n", 1, "k", 2L)))
                .doesNotHaveDuplicates();
        assertThat(fingerprintOf("A", "n", 1, "k", "v")).isEqualTo(fingerprintOf("A", "n", 1, "k", "v"));
    }

    private static long fingerprintOf(String name, String node, long time, Object... pairs) {
        Recorder recorder = new Recorder();
        recorder.record(name, node, "t", time, Cause.NONE, pairs);
        return recorder.fingerprint();
    }

    @Test
    void whetherAnyoneLooksDoesNotChangeTheFingerprint() {
        Recorder unseen = recorder;
        var _ = recordAtRandom(3);
        Recorder seen = new RecorderTest().recordSeenAtRandom(3);
        assertThat(seen.fingerprint()).isEqualTo(unseen.fingerprint());
    }

    private Recorder recordSeenAtRandom(long seed) {
        recorder.add(events::add);
        var _ = recordAtRandom(seed);
        return recorder;
    }
}
