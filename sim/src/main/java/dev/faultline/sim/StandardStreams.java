package dev.faultline.sim;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** {@code System.out} and {@code System.err}: what a simulated thread prints goes to its node. */
final class StandardStreams {
    private StandardStreams() {}

    /** Puts a switch in front of the JVM's two streams, once. */
    static void install() {
        System.setOut(switched(System.out, process -> process.standardOut));
        System.setErr(switched(System.err, process -> process.standardError));
    }

    private static PrintStream switched(PrintStream host, Function<SimProcess, OutputStream> ofProcess) {
        OutputStream router = new OutputStream() {
            @Override
            public void write(int b) {
                Task task = Task.current();
                if (task == null) {
                    host.write(b);
                } else {
                    write(new byte[] {(byte) b}, 0, 1);
                }
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                Task task = Task.current();
                if (task == null) {
                    host.write(bytes, offset, length);
                    return;
                }
                try {
                    ofProcess.apply(task.process).write(bytes, offset, length);
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }

            @Override
            public void flush() {
                if (Task.current() == null) {
                    host.flush();
                }
            }
        };
        return new PrintStream(router, true, StandardCharsets.UTF_8);
    }
}
