package dev.faultline.sim.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sim.Cause;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import jdk.internal.misc.Unsafe;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The heap of timers, against a list that is searched from end to end. */
class TimerHeapTest {
    private static final int STEPS = 20_000;

    private final TimerHeap heap = new TimerHeap();
    /** In the order in which they were added. */
    private final List<Timer> oracle = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void polledInOrderOfTimeAndThenOfSetting(long seed) throws InstantiationException {
        Random random = new Random(seed);
        List<Task> owners = List.of(task(life()), task(life()), task(life()));
        for (int i = 0; i < STEPS; i++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3, 4 -> add(random, owners);
                case 5, 6 -> cancel(random);
                case 7 -> {
                    if (random.nextInt(100) == 0) {
                        removeAllOf(owners.get(random.nextInt(owners.size())).life);
                    }
                }
                default -> poll();
            }
            assertThat(heap.size()).as("seed %d, step %d", seed, i).isEqualTo(oracle.size());
            assertThat(heap.earliestNanos())
                    .as("seed %d, step %d", seed, i)
                    .isEqualTo(oracle.stream()
                            .mapToLong(timer -> timer.atNanos)
                            .min()
                            .orElse(Long.MAX_VALUE));
        }
        while (!heap.isEmpty()) {
            poll();
        }
        assertThat(oracle).isEmpty();
    }

    private void add(Random random, List<Task> owners) {
        int owner = random.nextInt(owners.size() + 1);
        Timer timer = new Timer(
                heap,
                random.nextInt(50), // few instants, so that many timers share one
                () -> {},
                owner == owners.size() ? null : owners.get(owner),
                Cause.NONE);
        heap.add(timer);
        oracle.add(timer);
    }

    private void cancel(Random random) {
        if (oracle.isEmpty()) {
            return;
        }
        Timer timer = oracle.remove(random.nextInt(oracle.size()));
        assertThat(timer.cancel(false)).isTrue();
        assertThat(timer.cancel(false)).isFalse();
        assertThat(timer.isCancelled()).isTrue();
        assertThat(timer.isDone()).isTrue();
    }

    private void poll() {
        if (oracle.isEmpty()) {
            return;
        }
        Timer expected = oracle.stream()
                .min(Comparator.comparingLong(timer -> timer.atNanos))
                .orElseThrow();
        assertThat(heap.poll()).isSameAs(expected);
        assertThat(expected.isDone()).isTrue();
        assertThat(expected.isCancelled()).isFalse();
        oracle.remove(expected);
    }

    private void removeAllOf(Life life) {
        heap.removeAllOf(life);
        oracle.removeIf(timer -> {
            boolean ofLife = timer.owner != null && timer.owner.life == life;
            assertThat(timer.isDone()).isEqualTo(ofLife);
            return ofLife;
        });
    }

    private static Life life() throws InstantiationException {
        return (Life) Unsafe.getUnsafe().allocateInstance(SomeLife.class);
    }

    /** Never constructed: that would take a machine. */
    private static final class SomeLife extends Life {
        private SomeLife(Machine machine) {
            super(machine, 1);
        }

        @Override
        public Collection<Task> tasks() {
            return List.of();
        }

        @Override
        public boolean hasEnded() {
            return false;
        }

        @Override
        public boolean isPaused() {
            return false;
        }

        @Override
        public boolean isHeld() {
            return false;
        }

        @Override
        public void rest(long nanos) {}

        @Override
        public void hold(Task task) {}

        @Override
        public void ended(Task task) {}
    }

    /** A task that only has a life: a real one needs a virtual thread of the agent's making. */
    private static Task task(Life life) throws InstantiationException {
        Unsafe unsafe = Unsafe.getUnsafe();
        Task task = (Task) unsafe.allocateInstance(Task.class);
        unsafe.putReference(task, unsafe.objectFieldOffset(Task.class, "life"), life);
        return task;
    }
}
