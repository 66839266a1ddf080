package dev.faultline.cli;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The command in a JVM of its own, with the flags of this one. It and all processes that it starts, and those start, have
 * a mark in their environment, by which they are found whatever became of their parents.
 */
final class FaultlineProcess implements AutoCloseable {
    private static final int INTERRUPT = 2;
    private static final String MARK = "FAULTLINE_TEST_MARK";

    private final String mark = UUID.randomUUID().toString();
    private final Process process;
    private final Path out;
    private final Path error;

    FaultlineProcess(Path folder, String... words) throws IOException {
        this(folder, folder.resolve("stdout"), words);
    }

    FaultlineProcess(Path folder, Path out, String... words) throws IOException {
        this(folder, out, List.of(), List.of(), words);
    }

    /** One whose files the system lets grow to so many blocks only, as a full disk would. */
    static FaultlineProcess withFilesOf(int blocks, Path folder, String... words) throws IOException {
        List<String> shell = List.of("/bin/sh", "-c", "ulimit -f " + blocks + " && exec \"$@\"", "sh");
        return new FaultlineProcess(folder, folder.resolve("stdout"), shell, List.of(), words);
    }

    /** One that another program starts and watches. */
    static FaultlineProcess under(List<String> watcher, Path folder, String... words) throws IOException {
        return new FaultlineProcess(folder, folder.resolve("stdout"), watcher, List.of(), words);
    }

    /** The folder of all modules. */
    static Path root() {
        return Path.of("..").toAbsolutePath().normalize();
    }

    /** One that waits for a debugger before it begins, and tells at which port: see {@link Jdb}. */
    static FaultlineProcess forDebugger(Path folder, String... words) throws IOException {
        List<String> flags = List.of("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0");
        return new FaultlineProcess(folder, folder.resolve("stdout"), List.of(), flags, words);
    }

    private FaultlineProcess(Path folder, Path out, List<String> before, List<String> flags, String... words)
            throws IOException {
        this.out = out;
        error = folder.resolve("stderr");
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(flags);
        command.add("-Djava.io.tmpdir=" + temporary.toAbsolutePath());
        command.add("-cp");
        command.add(classPath());
        command.add(Main.class.getName());
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(error.toFile());
        builder.environment().put(MARK, mark);
        process = builder.start();
    }

    private static String classPath() {
        return String.join(
                File.pathSeparator,
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }

    /** Sends it a signal, such as {@code TERM}. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", name, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .start()
                .waitFor();
    }

    /** Whether it would not see Ctrl-C, as what a shell starts in the background. */
    boolean ignoresInterrupts() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.split("\\s+")[1], 16) & 1L << (INTERRUPT - 1)) != 0);
    }

    /** Waits for its end, and returns its exit code. */
    int exitCode(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("it did not end: " + processes());
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String error() throws IOException {
        return Files.readString(error);
    }

    /** The command lines of it and of all that came of it and is there. */
    List<String> processes() {
        return ProcessHandle.allProcesses()
                .filter(this::isMarked)
                .map(handle -> handle.pid() + " "
                        + handle.info()
                                .arguments()
                                .map(List::of)
                                .map(List::getLast)
                                .orElse("?"))
                .toList();
    }

    private boolean isMarked(ProcessHandle handle) {
        try {
            String environment = Files.readString(
                    Path.of("/proc", Long.toString(handle.pid()), "environ"), StandardCharsets.ISO_8859_1);
            return Stream.of(environment.split("\0")).anyMatch((MARK + "=" + mark)::equals);
        } catch (IOException e) {
            return false; // it has ended, or is another user's
        }
    }

    @Override
    public void close() {
        ProcessHandle.allProcesses().filter(this::isMarked).forEach(ProcessHandle::destroyForcibly);
    }
}
