package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a process comes to its end by itself: the last thread, exit, halt, and what nobody caught. */
@Tag("agent")
class ExitTest {
    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable body) {
        Thread thread = new Thread(body);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Test
    void processEndsWithItsLastThreadThatIsNoDaemon() {
        AtomicInteger beats = new AtomicInteger();
        OneNode.Outcome outcome = OneNode.run(1, () -> {
            daemon(() -> {
                while (true) {
                    sleep(100);
                    beats.incrementAndGet();
                }
            });
            new Thread(() -> {
                        sleep(1_050);
                        System.out.println("last");
                    })
                    .start();
        });
        assertThat(outcome.lines()).containsExactly("last");
        assertThat(outcome.ending()).isEqualTo(new Ending.AllEnded());
        assertThat(beats).hasValue(10);
        assertThat(outcome.dataOf("NodeExited")).containsEntry("status", 0);
    }

    @Test
    void childInheritsTheDaemonFlag() {
        OneNode.Outcome outcome = OneNode.run(1, () -> {
            Thread parent = daemon(() -> {
                Thread child = new Thread(() -> {});
                System.out.println(child.isDaemon() + " "
                        + Thread.ofVirtual().unstarted(() -> {}).isDaemon());
            });
            parent.join();
            System.out.println(new Thread(() -> {}).isDaemon());
        });
        assertThat(outcome.lines()).containsExactly("true true", "false");
    }

    @Test
    void hooksRunAtTheEndAndMayTakeTheirTime() {
        OneNode.Outcome outcome = OneNode.run(1, () -> {
            Thread removed = new Thread(() -> System.out.println("removed"));
            Runtime.getRuntime().addShutdownHook(removed);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                sleep(5_000);
                System.out.println("hook");
                try {
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> {}));
                } catch (IllegalStateException e) {
                    System.out.println(e.getMessage());
                }
            }));
            System.out.println(Runtime.getRuntime().removeShutdownHook(removed));
        });
        assertThat(outcome.lines()).containsExactly("true", "hook", "Shutdown in progress");
        assertThat(outcome.dataOf("NodeExited")).containsEntry("status", 0);
        assertThat(outcome.nowNanos()).isBetween(5_000_000_000L, 5_100_000_000L);
    }

    @Test
    void exitRunsHooksButNoFinallyAndGivesItsStatus() {
        OneNode.Outcome outcome = OneNode.run(1, () -> {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
            new Thread(() -> sleep(1_000_000)).start();
            try {
                System.exit(3);
            } finally {
                System.out.println("never");
            }
        });
        assertThat(outcome.lines()).containsExactly("hook");
        assertThat(outcome.dataOf("NodeExited")).containsEntry("status", 3);
        assertThat(outcome.ending()).isEqualTo(new Ending.AllEnded());
    }

    @Test
    void haltRunsNothing() {
        OneNode.Outcome outcome = OneNode.run(1, () -> {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("never")));
            Runtime.getRuntime().halt(9);
        });
        assertThat(outcome.lines()).isEmpty();
        assertThat(outcome.dataOf("NodeExited")).containsEntry("status", 9);
    }

    @Test
    void uncaughtExceptionGoesToTheThreadsHandlerOrElseToTheDefault() {
        OneNode.Outcome outcome = OneNode.run(1, () -> {
            Thread.setDefaultUncaughtExceptionHandler(
                    (thread, thrown) -> System.out.println("default " + thread.getName() + " " + thrown.getMessage()));
            Thread own = new Thread(
                    () -> {
                        throw new IllegalStateException("a");
                    },
                    "own");
            own.setUncaughtExceptionHandler(
                    (thread, thrown) -> System.out.println("own " + (thread == own) + " " + thrown.getMessage()));
            own.start();
            own.join();
            throw new java.io.IOException("b");
        });
        assertThat(outcome.lines()).containsExactly("own true a", "default main b");
        assertThat(outcome.events())
                .filteredOn(event -> event.name().equals("UncaughtException"))
                .extracting(event -> event.data().get("exception"))
                .containsExactly("java.lang.IllegalStateException: a", "java.io.IOException: b");
    }

    @Test
    void withoutAHandlerTheStackGoesToStandardError() {
        OneNode.Outcome outcome = OneNode.run(1, () -> {
            System.out.println(Thread.getDefaultUncaughtExceptionHandler());
            throw new IllegalStateException("broken");
        });
        assertThat(outcome.lines().getFirst()).isEqualTo("null");
        assertThat(outcome.lines().get(1))
                .isEqualTo("Exception in thread \"main\" java.lang.IllegalStateException: broken");
        assertThat(outcome.lines().get(2)).contains("ExitTest");
    }
}
