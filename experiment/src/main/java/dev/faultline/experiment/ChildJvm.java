package dev.faultline.experiment;

import dev.faultline.journal.JvmEnd;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM of this JDK that this one starts. It ends when this one does, however this one ended: it looks itself who its
 * parent is, and a guard kills what does not get to it. All JVMs that Faultline starts are started here.
 */
public final class ChildJvm {
    /** How long children have for an orderly end when this JVM is ended by a signal. */
    private static final long GRACE_MILLIS = 800;

    /** Where a JVM finds more flags than it is given. */
    private static final List<String> FLAGS_FROM_OUTSIDE =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private static final Set<Process> CHILDREN = ConcurrentHashMap.newKeySet();

    static {
        JvmEnd.first(ChildJvm::endAll);
    }

    private ChildJvm() {}

    /**
     * Returns what describes it; where it runs and where its streams go is for the caller to say. A debugger is of this JVM
     * only, as the port that it is at is taken.
     *
     * @param flags of the JVM
     * @param classPath as {@code -cp} takes it
     * @param main the class whose main method it runs
     * @param arguments of that
     */
    public static ProcessBuilder of(List<String> flags, String classPath, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        flags.stream().filter(flag -> !isDebugger(flag)).forEach(command::add);
        command.add("-cp");
        command.add(classPath + File.pathSeparator + OwnModules.placeOf(ChildMain.class));
        command.add(ChildMain.class.getName());
        command.add(Long.toString(ProcessHandle.current().pid()));
        command.add(main);
        command.addAll(arguments);
        ProcessBuilder described = new ProcessBuilder(command);
        for (String variable : FLAGS_FROM_OUTSIDE) {
            described.environment().computeIfPresent(variable, (_, words) -> withoutDebugger(words));
        }
        return described;
    }

    private static boolean isDebugger(String flag) {
        return flag.startsWith("-agentlib:jdwp") || flag.startsWith("-Xrunjdwp") || flag.equals("-Xdebug");
    }

    private static String withoutDebugger(String words) {
        return Stream.of(words.split("\\s+")).filter(flag -> !isDebugger(flag)).collect(Collectors.joining(" "));
    }

    /**
     * Starts it; not if this JVM is being ended, when this does not return.
     *
     * @throws IOException if the host refuses
     */
    public static Process start(ProcessBuilder described) throws IOException {
        JvmEnd.holdIfBegun();
        Process process = described.start();
        CHILDREN.add(process);
        if (JvmEnd.hasBegun()) { // nobody else may have seen it
            process.destroyForcibly();
            JvmEnd.holdIfBegun();
        }
        ChildGuard.watch(process);
        var _ = process.onExit().thenRun(() -> CHILDREN.remove(process));
        return process;
    }

    private static void endAll() {
        CHILDREN.forEach(Process::destroy);
        CompletableFuture<?>[] ends = CHILDREN.stream().map(Process::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            CHILDREN.forEach(Process::destroyForcibly);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
