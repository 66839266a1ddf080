package dev.faultline.bench;

import dev.faultline.experiment.ChildJvm;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A JVM of its own, of this JDK and with its default flags. Closing it ends it. */
final class PeerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final Path log;

    private PeerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts a JVM.
     *
     * @param folder where it runs
     * @param arguments flags of the JVM, the class, and what its main method gets
     * @param log where its standard error goes, and its output unless that is read
     * @param readsOutput whether {@link #nextLine} is to be used
     */
    static PeerProcess start(
            Path folder,
            List<Path> classPath,
            Map<String, String> properties,
            List<String> arguments,
            Path log,
            boolean readsOutput) {
        int main = 0;
        while (arguments.get(main).startsWith("-")) {
            main++;
        }
        List<String> flags = new ArrayList<>();
        properties.forEach((key, value) -> flags.add("-D" + key + "=" + value));
        flags.addAll(arguments.subList(0, main));
        ProcessBuilder builder = ChildJvm.of(
                        flags,
                        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                        arguments.get(main),
                        arguments.subList(main + 1, arguments.size()))
                .directory(log.toAbsolutePath().resolveSibling(".").normalize().toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        if (!readsOutput) {
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        }
        try {
            return new PeerProcess(ChildJvm.start(builder), log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a JVM for " + arguments.get(main), e);
        }
    }

    /** Sends the process a line. */
    void tell(String line) {
        try {
            OutputStream input = process.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("process " + process.pid() + " has ended", e);
        }
    }

    /**
     * Returns the next line that the process prints.
     *
     * @throws IllegalStateException if it has ended, with the first line of its standard error
     */
    String nextLine() {
        try {
            String line = output.readLine();
            if (line == null) {
                throw new IllegalStateException("process " + process.pid() + " ended before its answer" + said());
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("process " + process.pid() + " cannot be read", e);
        }
    }

    private String said() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.isEmpty() ? "" : ": " + lines.getFirst();
    }

    /** Returns the processor seconds of all its threads since its start, in steps of 10 ms. */
    double cpuSeconds() {
        return process.info()
                        .totalCpuDuration()
                        .orElseThrow(() -> new IllegalStateException("process " + process.pid() + " is gone"))
                        .toNanos()
                / 1e9;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
