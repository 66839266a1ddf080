package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What threads, timers, locks and pools do on the JDK they do in the simulator, and the other way round. */
@Tag("agent")
class BehaviourTest {
    private static final int RUNS = 3;

    static List<Behaviour> all() {
        return Stream.of(
                        ThreadBehaviours.all(),
                        LockBehaviours.all(),
                        SpinBehaviours.all(),
                        SynchronizerBehaviours.all(),
                        PoolBehaviours.all(),
                        JvmBehaviours.all())
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void isSoOnTheJdk(Behaviour behaviour) throws Exception {
        behaviour.body().run();
        boolean _ = Thread.interrupted();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isSoInTheSimulator(Behaviour behaviour) {
        for (int seed = 1; seed <= RUNS; seed++) {
            OneNode.Outcome first = runOf(behaviour, seed);
            assertThat(first.events().stream()
                            .filter(event -> event.name().equals("UncaughtException"))
                            .filter(event -> event.thread().equals("main")))
                    .as("seed %d", seed)
                    .isEmpty();
            assertThat(first.lines()).as("seed %d", seed).contains("has ended");
            assertThat(first.unmodelled()).isEmpty();
            OneNode.Outcome again = runOf(behaviour, seed);
            assertThat(again.events()).as("seed %d", seed).isEqualTo(first.events());
            assertThat(again.fingerprint()).as("seed %d", seed).isEqualTo(first.fingerprint());
        }
    }

    private static OneNode.Outcome runOf(Behaviour behaviour, long seed) {
        return OneNode.run(seed, () -> {
            behaviour.body().run();
            System.out.println("has ended");
        });
    }

    @Test
    void namesAreUnique() {
        List<String> names = new ArrayList<>();
        all().forEach(behaviour -> names.add(behaviour.name()));
        assertThat(names).doesNotHaveDuplicates();
        assertThat(names.size()).isGreaterThanOrEqualTo(60);
    }
}
