package dev.faultline.sim.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases tell the truth about the JDK: here they run without any agent. */
class ConformanceOnJdkTest {
    private static final Duration TIME_MAX = Duration.ofSeconds(30);

    static List<Case> cases() {
        return Conformance.all();
    }

    /** Here time is real, and what ought to come later comes first on a machine that is busy: a case that fails is given more of it. */
    @ParameterizedTest
    @MethodSource("cases")
    void holds(Case each) throws Exception {
        try {
            run(each);
        } catch (ExecutionException _) {
            Expect.allowTime(20);
            try {
                run(each);
            } finally {
                Expect.allowTime(1);
            }
        }
    }

    private static void run(Case each) throws Exception {
        FutureTask<Void> program = new FutureTask<>(() -> {
            each.body().run();
            return null;
        });
        Thread thread = new Thread(program, "case");
        thread.setDaemon(true);
        thread.start();
        program.get(TIME_MAX.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void noTwoCasesHaveOneName() {
        assertThat(cases().stream().map(Case::toString)).doesNotHaveDuplicates();
    }
}
