package dev.faultline.experiment;

import dev.faultline.journal.JvmEnd;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** A worker JVM, started with the same flags, agent and class path as this one. Not thread-safe. */
final class WorkerProcess implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long EXIT_SECONDS = 5;
    /** Within which two processes get one signal. */
    private static final long SIGNAL_MILLIS = 200;

    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader replies;

    WorkerProcess(WorkerTask task) {
        try {
            process = ChildJvm.start(ChildJvm.of(
                            ManagementFactory.getRuntimeMXBean().getInputArguments(),
                            System.getProperty("java.class.path"),
                            Worker.class.getName(),
                            List.of())
                    .redirectError(ProcessBuilder.Redirect.INHERIT));
            requests = process.outputWriter();
            replies = process.inputReader();
            send(JSON.writeValueAsString(task));
        } catch (IOException e) {
            throw new UncheckedIOException("a worker JVM cannot be started", e);
        }
    }

    /** Carries out a run; a worker that dies counts as an error of the run. */
    WorkerReply run(WorkerRequest request) {
        try {
            send(JSON.writeValueAsString(request));
            String line = replies.readLine();
            if (line == null) {
                awaitEndOfBoth();
                return WorkerReply.error(
                        request.seed(), new IllegalStateException("the worker JVM died: " + exitStatus()), true);
            }
            return JSON.readValue(line, WorkerReply.class);
        } catch (IOException e) {
            awaitEndOfBoth();
            return WorkerReply.error(request.seed(), e, true);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private void send(String line) throws IOException {
        requests.write(line);
        requests.newLine();
        requests.flush();
    }

    /** Ctrl-C in a terminal ends the worker and this JVM at once: then the worker's end is no news. */
    private static void awaitEndOfBoth() {
        try {
            Thread.sleep(SIGNAL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        JvmEnd.holdIfBegun();
    }

    private String exitStatus() {
        try {
            return process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)
                    ? "exit status " + process.exitValue()
                    : "no exit status yet";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    @Override
    public void close() {
        try {
            requests.close();
        } catch (IOException ignored) {
            // It is gone already.
        }
        try {
            if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
