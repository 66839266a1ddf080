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

/**
 * A JVM of this JDK that this one starts. It ends when this one does, however this one ended: it looks itself who its
 * parent is, and a guard kills what does not get to it. All JVMs that Faultline starts are started here.
 */
public final class ChildJvm {
    /** How long children have for an orderly end when this JVM is ended by a signal. */
    private static final long GRACE_MILLIS = 800;

    private static final Set<Process> CHILDREN = ConcurrentHashMap.newKeySet();

    static {
        JvmEnd.first(ChildJvm::endAll);
    }

    private ChildJvm() {}

    /**
     * Returns what describes it; where it runs and where its streams go is for the caller to say.
     *
     * @param flags of the JVM
     * @param classPath as {@code -cp} takes it
     * @param main the class whose main method it runs
     * @param arguments of that
     */
    public static ProcessBuilder of(List<String> flags, String classPath, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(classPath + File.pathSeparator + OwnModules.placeOf(ChildMain.class));
        command.add(ChildMain.class.getName());
        command.add(Long.toString(ProcessHandle.current().pid()));
        command.add(main);
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /**
     * Starts it.
     *
     * @throws IOException if the host refuses
     */
    public static Process start(ProcessBuilder described) throws IOException {
        Process process = described.start();
        CHILDREN.add(process);
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
