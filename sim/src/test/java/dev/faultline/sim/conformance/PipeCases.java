package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Expect.equal;
import static dev.faultline.sim.conformance.Expect.isTrue;
import static dev.faultline.sim.conformance.Expect.meanwhile;
import static dev.faultline.sim.conformance.Expect.soon;
import static dev.faultline.sim.conformance.Expect.thrown;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@link Pipe}. */
final class PipeCases {
    private static final List<Case> CASES = new ArrayList<>();

    static {
        pipes();
    }

    private PipeCases() {}

    static List<Case> cases() {
        return List.copyOf(CASES);
    }

    private static void add(String name, Case.Body body) {
        CASES.add(new Case("pipes", name, body));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void pipes() {
        add("what goes into a pipe comes out", () -> {
            Pipe pipe = Pipe.open();
            equal(pipe.sink().write(new ByteBuffer[] {bytes("ab"), bytes("c")}), 3L);
            ByteBuffer target = ByteBuffer.allocate(9);
            equal(pipe.source().read(target), 3);
            pipe.sink().close();
            equal(pipe.source().read(target), -1);
            pipe.source().close();
        });
        add("a reader of a pipe waits", () -> {
            Pipe pipe = Pipe.open();
            soon(() -> pipe.sink().write(bytes("x")));
            equal(pipe.source().read(ByteBuffer.allocate(5)), 1);
            pipe.source().close();
            thrown(IOException.class, () -> pipe.sink().write(bytes("y")));
            pipe.sink().close();
        });
        add("a writer to a full pipe waits", () -> {
            Pipe pipe = Pipe.open();
            var writer = meanwhile(() -> pipe.sink().write(ByteBuffer.allocate(200_000)));
            Thread.sleep(50);
            isTrue(writer.thread().isAlive(), "it waits");
            ByteBuffer target = ByteBuffer.allocate(200_000);
            while (target.hasRemaining()) {
                pipe.source().read(target);
            }
            equal(writer.result(), 200_000);
            pipe.source().close();
            pipe.sink().close();
        });
        add("a selector waits for a pipe", () -> {
            Pipe pipe = Pipe.open();
            try (Selector selector = Selector.open()) {
                pipe.source().configureBlocking(false);
                pipe.source().register(selector, SelectionKey.OP_READ);
                equal(selector.selectNow(), 0);
                soon(() -> pipe.sink().write(bytes("x")));
                equal(selector.select(5000), 1);
                equal(pipe.source().read(ByteBuffer.allocate(5)), 1);
                equal(pipe.source().read(ByteBuffer.allocate(5)), 0);
            }
            pipe.sink().close();
            pipe.source().close();
        });
        add("closing wakes a pipe's reader", () -> {
            Pipe pipe = Pipe.open();
            soon(pipe.source()::close);
            thrown(AsynchronousCloseException.class, () -> pipe.source().read(ByteBuffer.allocate(1)));
            pipe.sink().close();
        });
    }
}
