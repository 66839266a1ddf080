package dev.faultline.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JDK's own debugger, at a JVM that waits for one, as somebody would use it who types. */
final class Jdb implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("Listening for transport dt_socket at address: (\\d+)");
    /** As {@code ticker[1] }, or {@code > } while nothing is stopped. */
    private static final String PROMPT = "(?m)(^|\\s)(> |\\S+\\[\\d+] )$";

    /** It says so once more where an event and an answer come together. */
    private static final Pattern PROMPTS = Pattern.compile("(\\s*(> |\\S+\\[\\d+] ))*\\s*");

    private static final String END = "The application (exited|has been disconnected)";
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private final Process process;
    private final Writer in;
    private final StringBuilder all = new StringBuilder();
    private int seen;
    private boolean isClosed;

    private Jdb(String port) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jdb").toString(),
                        "-attach",
                        "127.0.0.1:" + port)
                .redirectErrorStream(true)
                .start();
        in = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "reads what jdb prints");
        reader.setDaemon(true);
        reader.start();
        await("(?s)VM Started.*No frames.*" + PROMPT);
    }

    /** Attaches to a command, which goes no further until {@code cont}. */
    static Jdb at(FaultlineProcess command) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < end && command.isAlive()) {
            Matcher port = PORT.matcher(command.out());
            if (port.find()) {
                return new Jdb(port.group(1));
            }
            Thread.sleep(20);
        }
        throw new AssertionError("no port for a debugger: " + command.out() + command.error());
    }

    private void read() {
        try (Reader out = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            char[] buffer = new char[4096];
            for (int count = out.read(buffer); count >= 0; count = out.read(buffer)) {
                synchronized (all) {
                    all.append(buffer, 0, count);
                    all.notifyAll();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            synchronized (all) {
                isClosed = true;
                all.notifyAll();
            }
        }
    }

    /** Types a line that has an answer; returns what comes up to the next prompt. */
    String type(String line) throws IOException {
        send(line);
        String answer = await(PROMPT);
        while (PROMPTS.matcher(answer).matches()) {
            answer = await(PROMPT);
        }
        return answer;
    }

    /** Types a line that lets the program go on; returns what comes up to where it is stopped again, or at its end. */
    String goOn(String line) throws IOException {
        send(line);
        return await("(?s)(Breakpoint hit|Step completed|Exception occurred).*" + PROMPT + "|" + END);
    }

    /** Whether the program has come to its end. */
    boolean isOver() {
        synchronized (all) {
            return Pattern.compile(END).matcher(all).find();
        }
    }

    private void send(String line) throws IOException {
        in.write(line + "\n");
        in.flush();
    }

    private String await(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        long end = System.nanoTime() + PATIENCE_NANOS;
        synchronized (all) {
            while (true) {
                String rest = all.substring(seen);
                if (wanted.matcher(rest).find()) {
                    seen = all.length();
                    return rest;
                }
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (isClosed || millis <= 0) {
                    throw new AssertionError("jdb printed no \"" + pattern + "\": " + all);
                }
                try {
                    all.wait(millis);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
