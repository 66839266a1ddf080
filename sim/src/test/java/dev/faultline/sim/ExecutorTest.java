package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What runs tasks in threads of its own: pools, timers, futures. */
@Tag("agent")
class ExecutorTest {
    private static long nowMillis() {
        return System.nanoTime() / 1_000_000 - 3_600_000;
    }

    @Test
    void fixedPoolRunsSoManyTasksAtOnce() {
        assertThat(OneNode.print(() -> {
                    ExecutorService pool = Executors.newFixedThreadPool(3);
                    List<Future<Long>> results = new ArrayList<>();
                    for (int i = 0; i < 9; i++) {
                        results.add(pool.submit(() -> {
                            Thread.sleep(100);
                            return nowMillis() / 100;
                        }));
                    }
                    List<Long> ends = new ArrayList<>();
                    for (Future<Long> result : results) {
                        ends.add(result.get());
                    }
                    System.out.println(ends);
                    pool.shutdown();
                    System.out.println(pool.awaitTermination(1, TimeUnit.SECONDS));
                }))
                .containsExactly("[1, 1, 1, 2, 2, 2, 3, 3, 3]", "true");
    }

    @Test
    void shutdownNowInterruptsWhatRuns() {
        assertThat(OneNode.print(() -> {
                    ExecutorService pool = Executors.newCachedThreadPool();
                    Future<?> task = pool.submit(() -> {
                        Thread.sleep(100_000);
                        return "never";
                    });
                    Thread.sleep(10);
                    pool.shutdownNow();
                    try {
                        task.get();
                    } catch (ExecutionException e) {
                        System.out.println(e.getCause().getClass().getSimpleName());
                    }
                    System.out.println(pool.awaitTermination(1, TimeUnit.SECONDS) + " " + nowMillis());
                }))
                .containsExactly("InterruptedException", "true 10");
    }

    @Test
    void scheduledTasksRunAtTheirTimes() {
        assertThat(OneNode.print(() -> {
                    ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
                    List<Long> rate = new ArrayList<>();
                    ScheduledFuture<?> atRate =
                            pool.scheduleAtFixedRate(() -> rate.add(nowMillis()), 1_000, 500, TimeUnit.MILLISECONDS);
                    ScheduledFuture<Long> once = pool.schedule(() -> nowMillis(), 700, TimeUnit.MILLISECONDS);
                    System.out.println(once.get());
                    Thread.sleep(1_400);
                    atRate.cancel(false);
                    System.out.println(rate);
                    pool.shutdown();
                }))
                .containsExactly("700", "[1000, 1500, 2000]");
    }

    @Test
    void utilTimerFiresInItsOwnNamedThread() {
        assertThat(OneNode.print(() -> {
                    Timer timer = new Timer();
                    timer.schedule(
                            new TimerTask() {
                                private int count;

                                @Override
                                public void run() {
                                    System.out.println(Thread.currentThread().getName() + " " + nowMillis());
                                    if (++count == 2) {
                                        timer.cancel();
                                    }
                                }
                            },
                            250,
                            1_000);
                }))
                .containsExactly("Timer-0 250", "Timer-0 1250");
    }

    @Test
    void completableFuturesUseTheNodesOwnCommonPool() {
        OneNode.Outcome outcome = OneNode.run(1, () -> {
            CompletableFuture<Long> slow = CompletableFuture.supplyAsync(() -> {
                try {
                    Thread.sleep(400);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return nowMillis();
            });
            System.out.println(slow.thenCombineAsync(CompletableFuture.completedFuture(1L), Long::sum)
                    .get());
            System.out.println(
                    CompletableFuture.supplyAsync(() -> Thread.currentThread().getName())
                            .get()
                            .startsWith("ForkJoinPool"));
            System.out.println(Runtime.getRuntime().availableProcessors());
        });
        assertThat(outcome.lines()).containsExactly("401", "true", "4");
        assertThat(outcome.ending()).isEqualTo(new Ending.AllEnded());
    }

    @Test
    void futureTimesOutInVirtualTime() {
        assertThat(OneNode.print(() -> {
                    CompletableFuture<String> never = new CompletableFuture<>();
                    try {
                        never.get(2, TimeUnit.SECONDS);
                    } catch (TimeoutException e) {
                        System.out.println("get " + nowMillis());
                    }
                    try {
                        never.orTimeout(3, TimeUnit.SECONDS).join();
                    } catch (java.util.concurrent.CompletionException e) {
                        System.out.println(e.getCause().getClass().getSimpleName() + " " + nowMillis());
                    }
                    System.out.println(new CompletableFuture<String>()
                            .completeOnTimeout("default", 1, TimeUnit.SECONDS)
                            .join());
                }))
                .containsExactly("get 2000", "TimeoutException 5000", "default");
    }

    /** A sum by halves. */
    private static final class Sum extends RecursiveTask<Long> {
        private static final long serialVersionUID = 1;
        private final int from;
        private final int to;

        Sum(int from, int to) {
            this.from = from;
            this.to = to;
        }

        @Override
        protected Long compute() {
            if (to - from < 10) {
                return IntStream.range(from, to).asLongStream().sum();
            }
            Sum left = new Sum(from, (from + to) / 2);
            left.fork();
            return new Sum((from + to) / 2, to).compute() + left.join();
        }
    }

    @Test
    void forkJoinTasksAndParallelStreamsComeToTheirEnd() {
        OneNode.Outcome outcome = OneNode.run(1, () -> {
            System.out.println(ForkJoinPool.commonPool().invoke(new Sum(0, 1_000)));
            try (ForkJoinPool pool = new ForkJoinPool(3)) {
                System.out.println(pool.invoke(new Sum(0, 1_000)));
            }
            System.out.println(
                    IntStream.range(0, 1_000).parallel().asLongStream().sum());
        });
        assertThat(outcome.lines()).containsExactly("499500", "499500", "499500");
        assertThat(outcome.ending()).isEqualTo(new Ending.AllEnded());
    }
}
