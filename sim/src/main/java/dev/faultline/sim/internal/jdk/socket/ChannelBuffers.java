package dev.faultline.sim.internal.jdk.socket;

import java.nio.ByteBuffer;

/** Gathers the contents of several buffers. */
final class ChannelBuffers {
    private ChannelBuffers() {}

    /** Returns a copy of what remains in the buffers, up to so many bytes; the buffers stay as they are. */
    static ByteBuffer gather(ByteBuffer[] sources, int from, int length, int bytesMax) {
        long bytes = 0;
        for (int i = from; i < from + length; i++) {
            bytes += sources[i].remaining();
        }
        ByteBuffer gathered = ByteBuffer.allocate((int) Math.min(bytes, bytesMax));
        for (int i = from; i < from + length && gathered.hasRemaining(); i++) {
            int part = Math.min(gathered.remaining(), sources[i].remaining());
            gathered.put(gathered.position(), sources[i], sources[i].position(), part);
            gathered.position(gathered.position() + part);
        }
        return gathered.flip();
    }

    /** Passes over so many bytes of the buffers. */
    static void skip(ByteBuffer[] sources, int from, int length, int bytes) {
        int left = bytes;
        for (int i = from; i < from + length && left > 0; i++) {
            int part = Math.min(left, sources[i].remaining());
            sources[i].position(sources[i].position() + part);
            left -= part;
        }
    }
}
