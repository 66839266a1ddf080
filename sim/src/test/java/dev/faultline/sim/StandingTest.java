package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where nodes stand. */
@Tag("agent")
class StandingTest {
    private Simulation simulation;

    @BeforeEach
    void begin() {
        simulation = Simulation.create(SimulationOptions.withSeed(5));
    }

    @AfterEach
    void end() {
        simulation.close();
    }

    private Standing standing(Program.Body body) {
        Node node = simulation.add(NodeSpec.of("node", Program.code(body)));
        node.start();
        var _ = simulation.run(Duration.ofSeconds(1));
        return node.standing();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void lockBoth(Lock first, Lock second) {
        first.lock();
        sleep(10);
        second.lock();
    }

    private static void enterBoth(Object first, Object second) {
        synchronized (first) {
            sleep(10);
            synchronized (second) {
                System.out.println("never");
            }
        }
    }

    /** Beside the two there is one that waits for them, and one that goes on. */
    private static void beside(Runnable left, Runnable right) throws InterruptedException {
        Thread one = new Thread(left, "one");
        one.start();
        new Thread(right, "two").start();
        new Thread(
                        () -> {
                            while (true) {
                                sleep(100);
                            }
                        },
                        "ticker")
                .start();
        one.join();
    }

    @Test
    void threadsThatWaitForEachOthersLocksAreDeadlockedAndThoseThatWaitForThemAreNot() {
        ReentrantLock a = new ReentrantLock();
        ReentrantLock b = new ReentrantLock();
        Standing standing = standing(() -> beside(() -> lockBoth(a, b), () -> lockBoth(b, a)));

        assertThat(standing.state()).isEqualTo(Standing.State.DEADLOCKED);
        assertThat(standing.threads()).extracting(Ending.ThreadState::thread).containsExactly("one", "two");
    }

    @Test
    void threadsThatWaitForEachOthersMonitorsAreDeadlocked() {
        Object a = new Object();
        Object b = new Object();
        Standing standing = standing(() -> beside(() -> enterBoth(a, b), () -> enterBoth(b, a)));

        assertThat(standing.state()).isEqualTo(Standing.State.DEADLOCKED);
        assertThat(standing.threads()).extracting(Ending.ThreadState::thread).containsExactly("one", "two");
    }

    @Test
    void whoWaitsForALockThatItsOwnerWillGiveUpIsNotDeadlocked() {
        ReentrantLock lock = new ReentrantLock();
        Standing standing = standing(() -> {
            lock.lock();
            new Thread(lock::lock, "waits").start();
            sleep(60_000);
        });

        assertThat(standing.state()).isEqualTo(Standing.State.RUNS);
    }

    @Test
    void aServerServesAtItsPorts() {
        Standing standing = standing(() -> {
            try (ServerSocket listener = new ServerSocket(7000);
                    ServerSocket other = new ServerSocket(90)) {
                listener.accept();
                other.accept();
            }
        });

        assertThat(standing.state()).isEqualTo(Standing.State.SERVES);
        assertThat(standing.ports()).containsExactly("TCP 90", "TCP 7000");
    }

    @Test
    void whoWaitsForWhatNobodyWillDoStandsStill() {
        Standing standing = standing(() -> new CountDownLatch(1).await());

        assertThat(standing.state()).isEqualTo(Standing.State.STUCK);
        assertThat(standing.threads()).extracting(Ending.ThreadState::thread).containsExactly("main");
    }

    @Test
    void aNodeWhoseProgramHasEndedIsGone() {
        assertThat(standing(() -> {}).state()).isEqualTo(Standing.State.GONE);
    }
}
