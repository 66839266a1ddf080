package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Behaving.check;
import static dev.faultline.sim.conformance.Behaving.millisSince;
import static dev.faultline.sim.conformance.Behaving.same;
import static dev.faultline.sim.conformance.Behaving.start;
import static dev.faultline.sim.conformance.Behaving.thrown;

import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Executors, timers, fork/join and futures. */
final class PoolCases {
    private PoolCases() {}

    private static Case of(String name, Case.Body body) {
        return new Case("pools and timers", name, body);
    }

    static List<Case> cases() {
        List<Case> all = new ArrayList<>();
        all.addAll(executors());
        all.addAll(timers());
        all.addAll(forkJoin());
        all.addAll(futures());
        return all;
    }

    private static List<Case> executors() {
        return List.of(
                of("a pool of one runs its tasks in order", () -> {
                    List<Integer> order = new ArrayList<>();
                    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
                        for (int i = 0; i < 20; i++) {
                            int number = i;
                            pool.execute(() -> order.add(number));
                        }
                    }
                    same(IntStream.range(0, 20).boxed().toList(), order);
                }),
                of("what a task throws is the cause of its future's exception", () -> {
                    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
                        Future<?> future = pool.submit(() -> {
                            throw new IllegalStateException("mine");
                        });
                        ExecutionException e = thrown(ExecutionException.class, future::get);
                        same("mine", e.getCause().getMessage());
                    }
                }),
                of("a pool that is shut down rejects tasks and runs those that it has", () -> {
                    ExecutorService pool = Executors.newFixedThreadPool(1);
                    AtomicInteger ran = new AtomicInteger();
                    for (int i = 0; i < 5; i++) {
                        pool.execute(ran::incrementAndGet);
                    }
                    pool.shutdown();
                    thrown(RejectedExecutionException.class, () -> pool.submit(() -> 1));
                    check(pool.awaitTermination(5, TimeUnit.SECONDS), "does not end");
                    same(5, ran.get());
                }),
                of("shutdownNow interrupts what runs and returns what waits", () -> {
                    ExecutorService pool = Executors.newFixedThreadPool(1);
                    CountDownLatch running = new CountDownLatch(1);
                    AtomicBoolean interrupted = new AtomicBoolean();
                    pool.execute(() -> {
                        running.countDown();
                        try {
                            Thread.sleep(10_000);
                        } catch (InterruptedException e) {
                            interrupted.set(true);
                        }
                    });
                    pool.execute(() -> {});
                    running.await();
                    same(1, pool.shutdownNow().size());
                    check(pool.awaitTermination(5, TimeUnit.SECONDS), "does not end");
                    check(interrupted.get(), "not interrupted");
                }),
                of("invokeAll waits for all, invokeAny for one", () -> {
                    try (ExecutorService pool = Executors.newCachedThreadPool()) {
                        List<Future<Integer>> all = pool.invokeAll(List.of(() -> 1, () -> {
                            Thread.sleep(2);
                            return 2;
                        }));
                        check(all.stream().allMatch(Future::isDone), "not done");
                        same(
                                7,
                                pool.invokeAny(List.of(
                                        () -> {
                                            throw new IllegalStateException();
                                        },
                                        () -> 7)));
                    }
                }),
                of("a cancelled task is interrupted and its get throws", () -> {
                    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
                        CountDownLatch ended = new CountDownLatch(1);
                        CountDownLatch running = new CountDownLatch(1);
                        Future<?> future = pool.submit(() -> {
                            running.countDown();
                            try {
                                Thread.sleep(10_000);
                            } catch (InterruptedException e) {
                                ended.countDown();
                            }
                        });
                        running.await();
                        check(future.cancel(true), "not cancelled");
                        ended.await();
                        thrown(CancellationException.class, future::get);
                    }
                }),
                of("a completion service gives results as they come", () -> {
                    try (ExecutorService pool = Executors.newCachedThreadPool()) {
                        var service = new ExecutorCompletionService<Integer>(pool);
                        CountDownLatch first = new CountDownLatch(1);
                        service.submit(() -> {
                            first.await();
                            return 1;
                        });
                        service.submit(() -> 2);
                        same(2, service.take().get());
                        first.countDown();
                        same(1, service.take().get());
                    }
                }));
    }

    private record Due(long nanos, int number) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(nanos, ((Due) other).nanos);
        }
    }

    private static List<Case> timers() {
        return List.of(
                of("a scheduled task runs after its delay, not before", () -> {
                    try (ScheduledExecutorService pool = Executors.newScheduledThreadPool(1)) {
                        long begun = System.nanoTime();
                        same(
                                true,
                                pool.schedule(() -> millisSince(begun) >= 11, 12, TimeUnit.MILLISECONDS)
                                        .get());
                    }
                }),
                of("tasks of one delay queue come in the order of their times", () -> {
                    DelayQueue<Due> queue = new DelayQueue<>();
                    long now = System.nanoTime();
                    for (int i = 0; i < 5; i++) {
                        queue.add(new Due(now + (5 - i) * 2_000_000L, 5 - i));
                    }
                    for (int i = 1; i <= 5; i++) {
                        same(i, queue.take().number());
                    }
                }),
                of("a task at a fixed rate repeats until it is cancelled", () -> {
                    try (ScheduledExecutorService pool = Executors.newScheduledThreadPool(1)) {
                        CountDownLatch runs = new CountDownLatch(4);
                        ScheduledFuture<?> task =
                                pool.scheduleAtFixedRate(runs::countDown, 1, 2, TimeUnit.MILLISECONDS);
                        runs.await();
                        check(task.cancel(false) && task.isCancelled(), "not cancelled");
                    }
                }),
                of("a repeating task that throws runs no more", () -> {
                    try (ScheduledExecutorService pool = Executors.newScheduledThreadPool(1)) {
                        AtomicInteger runs = new AtomicInteger();
                        ScheduledFuture<?> task = pool.scheduleWithFixedDelay(
                                () -> {
                                    runs.incrementAndGet();
                                    throw new IllegalStateException();
                                },
                                0,
                                1,
                                TimeUnit.MILLISECONDS);
                        thrown(ExecutionException.class, task::get);
                        Thread.sleep(5);
                        same(1, runs.get());
                    }
                }),
                of("java.util.Timer runs tasks one after the other and can be cancelled", () -> {
                    Timer timer = new Timer(true);
                    CountDownLatch runs = new CountDownLatch(3);
                    timer.schedule(
                            new TimerTask() {
                                @Override
                                public void run() {
                                    runs.countDown();
                                }
                            },
                            2,
                            2);
                    runs.await();
                    timer.cancel();
                    thrown(IllegalStateException.class, () -> {
                        timer.schedule(
                                new TimerTask() {
                                    @Override
                                    public void run() {}
                                },
                                1);
                        return null;
                    });
                }),
                of("the monotonic clock never goes back, and sleep is not shorter than asked for", () -> {
                    long last = System.nanoTime();
                    for (int i = 0; i < 10; i++) {
                        Thread.sleep(1);
                        long now = System.nanoTime();
                        check(now - last >= 1_000_000, "slept " + (now - last) + " ns");
                        last = now;
                    }
                }));
    }

    private static final class Fibonacci extends RecursiveTask<Integer> {
        private static final long serialVersionUID = 1;
        private final int n;

        Fibonacci(int n) {
            this.n = n;
        }

        @Override
        protected Integer compute() {
            if (n < 2) {
                return n;
            }
            Fibonacci left = new Fibonacci(n - 1);
            left.fork();
            return new Fibonacci(n - 2).compute() + left.join();
        }
    }

    private static List<Case> forkJoin() {
        return List.of(
                of("fork/join computes in the common pool and in one of its own", () -> {
                    same(144, ForkJoinPool.commonPool().invoke(new Fibonacci(12)));
                    try (ForkJoinPool pool = new ForkJoinPool(3)) {
                        same(144, pool.invoke(new Fibonacci(12)));
                        same(144, pool.submit(new Fibonacci(12)).get());
                    }
                }),
                of("a parallel stream gives what a sequential one gives", () -> {
                    same(499_500, IntStream.range(0, 1_000).parallel().sum());
                    same(
                            IntStream.range(0, 200).boxed().collect(Collectors.groupingBy(i -> i % 7)),
                            IntStream.range(0, 200).parallel().boxed().collect(Collectors.groupingBy(i -> i % 7)));
                }),
                of("a parallel stream inside a pool of its own", () -> {
                    try (ForkJoinPool pool = new ForkJoinPool(2)) {
                        same(
                                4_950,
                                pool.submit(() -> IntStream.range(0, 100)
                                                .parallel()
                                                .sum())
                                        .get());
                    }
                }),
                of("a pool makes up for one that blocks", () -> {
                    try (ForkJoinPool pool = new ForkJoinPool(1)) {
                        CountDownLatch latch = new CountDownLatch(1);
                        Future<?> waits = pool.submit(() -> {
                            ForkJoinPool.managedBlock(new ForkJoinPool.ManagedBlocker() {
                                @Override
                                public boolean block() throws InterruptedException {
                                    latch.await();
                                    return true;
                                }

                                @Override
                                public boolean isReleasable() {
                                    return latch.getCount() == 0;
                                }
                            });
                            return null;
                        });
                        pool.submit(latch::countDown);
                        waits.get();
                    }
                }),
                of("an async pool of virtual and of work-stealing threads ends when closed", () -> {
                    AtomicInteger ran = new AtomicInteger();
                    try (ExecutorService pool = Executors.newWorkStealingPool(2)) {
                        for (int i = 0; i < 20; i++) {
                            pool.execute(ran::incrementAndGet);
                        }
                    }
                    same(20, ran.get());
                }));
    }

    private static List<Case> futures() {
        return List.of(
                of(
                        "stages run after one another, in whatever thread",
                        () -> same(
                                "a1b",
                                CompletableFuture.supplyAsync(() -> "a")
                                        .thenApplyAsync(text -> text + 1)
                                        .thenCombine(CompletableFuture.supplyAsync(() -> "b"), String::concat)
                                        .get())),
                of("orTimeout and completeOnTimeout end what never ends", () -> {
                    CompletableFuture<String> never = new CompletableFuture<>();
                    same(
                            "late",
                            never.copy()
                                    .completeOnTimeout("late", 3, TimeUnit.MILLISECONDS)
                                    .get());
                    ExecutionException e = thrown(
                            ExecutionException.class,
                            () -> never.copy()
                                    .orTimeout(3, TimeUnit.MILLISECONDS)
                                    .get());
                    check(e.getCause() instanceof TimeoutException, "another cause: " + e.getCause());
                    thrown(TimeoutException.class, () -> never.get(2, TimeUnit.MILLISECONDS));
                }),
                of("a delayed executor waits", () -> {
                    long begun = System.nanoTime();
                    CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS))
                            .join();
                    check(millisSince(begun) >= 9, "did not wait");
                }),
                of("anyOf takes the first, allOf waits for all", () -> {
                    CompletableFuture<String> slow = new CompletableFuture<>();
                    CompletableFuture<String> fast = CompletableFuture.supplyAsync(() -> "fast");
                    same("fast", CompletableFuture.anyOf(slow, fast).get());
                    start(() -> slow.complete("slow"));
                    CompletableFuture.allOf(slow, fast).get();
                    same("slow", slow.resultNow());
                }),
                of("a publisher gives its subscribers every item in order", () -> {
                    List<Integer> seen = new ArrayList<>();
                    CompletableFuture<Void> consumed;
                    try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>()) {
                        consumed = publisher.consume(seen::add);
                        IntStream.range(0, 20).forEach(publisher::submit);
                    }
                    consumed.get();
                    same(IntStream.range(0, 20).boxed().toList(), seen);
                }));
    }
}
