package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Behaving.awaitState;
import static dev.faultline.sim.conformance.Behaving.check;
import static dev.faultline.sim.conformance.Behaving.same;
import static dev.faultline.sim.conformance.Behaving.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** What a program sees of stacks, and prints of them: what it called, and the JDK. */
final class StackCases {
    private StackCases() {}

    private static Case of(String name, Case.Body body) {
        return new Case("stacks", name, body);
    }

    static List<Case> cases() {
        return List.of(
                of("a thread that asks for its own stack is on top of it, under the question", () -> {
                    StackTraceElement[] stack = Thread.currentThread().getStackTrace();
                    same("java.lang.Thread.getStackTrace", method(stack[0]));
                    same(StackCases.class.getName(), stack[1].getClassName());
                }),
                of("a stack ends where its thread began", () -> {
                    StackTraceElement[][] stacks = new StackTraceElement[2][];
                    Thread thread = start(() -> {
                        stacks[0] = Thread.currentThread().getStackTrace();
                        stacks[1] = new Exception("made here").getStackTrace();
                    });
                    thread.join();
                    for (StackTraceElement[] stack : stacks) {
                        same("java.lang.Thread.run", method(stack[stack.length - 1]));
                        areOfProgram(stack);
                    }
                }),
                of("a walk over the stack has what was called", () -> {
                    List<StackTraceElement> stack = new ArrayList<>();
                    Thread thread = start(
                            () -> StackWalker.getInstance().forEach(frame -> stack.add(frame.toStackTraceElement())));
                    thread.join();
                    same("java.lang.Thread.run", method(stack.getLast()));
                    areOfProgram(stack.toArray(StackTraceElement[]::new));
                }),
                of("the stack of a thread that waits has what it called", () -> {
                    Object lock = new Object();
                    Thread thread = start(() -> {
                        synchronized (lock) {
                            lock.wait();
                        }
                    });
                    awaitState(thread, Thread.State.WAITING);
                    List<StackTraceElement> stack = List.of(thread.getStackTrace());
                    synchronized (lock) {
                        lock.notifyAll();
                    }
                    thread.join();
                    areOfProgram(stack.toArray(StackTraceElement[]::new));
                    check(stack.stream().anyMatch(frame -> method(frame).equals("java.lang.Object.wait")), "no wait");
                }),
                of("what the JDK throws has its frames and those of the program", () -> {
                    try {
                        Files.readString(Path.of("/there/is/none"));
                        check(false, "read");
                    } catch (IOException e) {
                        areOfProgram(e.getStackTrace());
                        same(
                                "java.nio.file.Files",
                                frameBefore(StackCases.class, e).getClassName());
                    }
                }),
                of("a task that failed tells the stack of its own thread", () -> {
                    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
                        pool.submit(() -> Objects.requireNonNull(null, "nothing"))
                                .get();
                        check(false, "no failure");
                    } catch (ExecutionException e) {
                        StackTraceElement[] stack =
                                Objects.requireNonNull(e.getCause()).getStackTrace();
                        same("java.util.Objects.requireNonNull", method(stack[0]));
                        same("java.lang.Thread.run", method(stack[stack.length - 1]));
                        areOfProgram(stack);
                    }
                }));
    }

    private static String method(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName();
    }

    private static StackTraceElement frameBefore(Class<?> caller, Exception e) {
        StackTraceElement[] stack = e.getStackTrace();
        int place = 0;
        while (!stack[place].getClassName().equals(caller.getName())) {
            place++;
        }
        return stack[place - 1];
    }

    /** Each frame is of a module of the JDK, or of what a class path has, which has a loader. */
    private static void areOfProgram(StackTraceElement[] stack) {
        check(stack.length > 0, "no stack");
        Stream.of(stack)
                .forEach(frame -> check(
                        frame.getModuleName() != null || frame.getClassLoaderName() != null, "a frame of " + frame));
    }
}
