package dev.faultline.sim.internal.machine;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What a node prints, to standard output and standard error, handed on line by line. */
final class NodeOutput extends OutputStream {
    private static final int LINE_BYTES_MAX = 64 * 1024;

    private final SimNode node;
    private final World world;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);

    NodeOutput(SimNode node, World world) {
        this.node = node;
        this.world = world;
    }

    @Override
    public void write(int b) {
        if (b == '\n') {
            endLine();
        } else {
            line.write(b);
            if (line.size() >= LINE_BYTES_MAX) {
                endLine();
            }
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    /** Hands on what was printed without a line end. */
    void flushLine() {
        if (line.size() > 0) {
            endLine();
        }
    }

    private void endLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        world.printed(node, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
