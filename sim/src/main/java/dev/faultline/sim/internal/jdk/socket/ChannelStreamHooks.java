package dev.faultline.sim.internal.jdk.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * What {@code Channels.newInputStream} and {@code newOutputStream} call. The JDK's streams of its own socket channels read
 * while another thread writes; those of any other channel that can be selected wait for each other. Public only for that.
 */
public final class ChannelStreamHooks {
    private ChannelStreamHooks() {}

    public static boolean isSocket(Object channel) {
        return channel instanceof SimSocketChannel;
    }

    public static InputStream input(Object channel) {
        return SocketStreams.input(new Streams((SimSocketChannel) channel));
    }

    public static OutputStream output(Object channel) {
        return SocketStreams.output(new Streams((SimSocketChannel) channel));
    }

    private record Streams(SimSocketChannel channel) implements SocketStreams {
        @Override
        public int read(ByteBuffer target) throws IOException {
            channel.ensureBlocking();
            return channel.read(target);
        }

        @Override
        public void writeAll(ByteBuffer source) throws IOException {
            channel.ensureBlocking();
            channel.write(source);
        }

        @Override
        public int readable() throws IOException {
            channel.ensureOpen();
            return channel.end.receiver.available();
        }

        @Override
        public void closeSocket() throws IOException {
            channel.close();
        }
    }
}
