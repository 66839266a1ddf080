package dev.faultline.sim.internal.net;

import dev.faultline.sim.Cause;
import dev.faultline.sim.internal.kernel.Life;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.kernel.WaitQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import sun.nio.ch.IOStatus;

/** One end of a pipe within a process. */
public final class PipeEnd extends Endpoint {
    private static final int CAPACITY_BYTES = 65_536;
    /** As in Linux, a pipe counts as writable when a page fits. */
    private static final int ROOM_BYTES_MIN = 4_096;

    private final Content content;
    private final boolean source;
    private PipeEnd peer = this;
    private boolean blocking = true;
    private boolean closed;

    /** What is under way. */
    private static final class Content {
        final byte[] ring = new byte[CAPACITY_BYTES];
        int first;
        int bytes;
        /** The events of the writes that have not been read. */
        Cause written = Cause.NONE;
    }

    private PipeEnd(NetStack stack, Life owner, Content content, boolean source) {
        super(stack, owner, SocketSettings.ofStream());
        this.content = content;
        this.source = source;
    }

    /** The two ends of a pipe. */
    public record Pair(PipeEnd source, PipeEnd sink) {}

    /** Opens a pipe. */
    public static Pair open(NetStack stack, Life owner) {
        Content content = new Content();
        PipeEnd source = new PipeEnd(stack, owner, content, true);
        PipeEnd sink = new PipeEnd(stack, owner, content, false);
        source.peer = sink;
        sink.peer = source;
        return new Pair(source, sink);
    }

    public int read(ByteBuffer target) {
        if (content.bytes == 0) {
            return peer.closed ? IOStatus.EOF : IOStatus.UNAVAILABLE;
        }
        int count = Math.min(content.bytes, target.remaining());
        for (int i = 0; i < count; i++) {
            target.put(content.ring[(content.first + i) % CAPACITY_BYTES]);
        }
        content.first = (content.first + count) % CAPACITY_BYTES;
        content.bytes -= count;
        stack.seen(content.written);
        if (content.bytes == 0) {
            content.written = Cause.NONE;
        }
        peer.writable();
        return count;
    }

    public void setBlocking(boolean on) {
        blocking = on;
    }

    /** Writes; in blocking mode everything, as the system call does. */
    public int write(ByteBuffer bytes) throws IOException {
        int before = bytes.remaining();
        int count = writeSome(bytes);
        while (blocking && bytes.hasRemaining()) {
            if (count == IOStatus.UNAVAILABLE) {
                writers.await(Task.required(), WaitQueue.NEVER);
            }
            count = writeSome(bytes);
        }
        return before > bytes.remaining() ? before - bytes.remaining() : count;
    }

    private int writeSome(ByteBuffer bytes) throws IOException {
        if (peer.closed) {
            throw new IOException("Broken pipe");
        }
        int count = Math.min(CAPACITY_BYTES - content.bytes, bytes.remaining());
        if (count == 0 && bytes.hasRemaining()) {
            return IOStatus.UNAVAILABLE;
        }
        for (int i = 0; i < count; i++) {
            content.ring[(content.first + content.bytes + i) % CAPACITY_BYTES] = bytes.get();
        }
        content.bytes += count;
        content.written = scheduler()
                .recorder
                .settle(
                        content.written.and(scheduler().cause()),
                        stack.node.name(),
                        "pipe",
                        scheduler().nowNanos());
        peer.readable();
        return count;
    }

    @Override
    public int readyOps() {
        if (source) {
            return content.bytes > 0 || peer.closed || closed ? SelectionKey.OP_READ : 0;
        }
        boolean roomy = CAPACITY_BYTES - content.bytes >= ROOM_BYTES_MIN;
        return roomy || peer.closed || closed ? SelectionKey.OP_WRITE : 0;
    }

    public void close() {
        if (!closed) {
            closed = true;
            changed();
            peer.changed();
            abandon();
        }
    }

    @Override
    void processEnded() {
        close();
    }

    @Override
    void powerOff() {
        close();
    }
}
