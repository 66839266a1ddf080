package dev.faultline.sim.internal.jdk.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** The streams of a socket. */
interface SocketStreams {
    /** Reads at least one byte; returns how many, or -1 at the end. */
    int read(ByteBuffer target) throws IOException;

    /** Writes everything. */
    void writeAll(ByteBuffer source) throws IOException;

    /** Returns how many bytes can be read at once. */
    int readable() throws IOException;

    /** Closes the socket. */
    void closeSocket() throws IOException;

    /** What the application reads from. */
    static InputStream input(SocketStreams socket) {
        return new Input(socket);
    }

    /** What the application writes to. */
    static OutputStream output(SocketStreams socket) {
        return new Output(socket);
    }

    /** Reads from a socket. */
    final class Input extends InputStream {
        private final SocketStreams socket;

        Input(SocketStreams socket) {
            this.socket = socket;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(target, from, length);
            return length == 0 ? 0 : socket.read(buffer);
        }

        @Override
        public int available() throws IOException {
            return socket.readable();
        }

        @Override
        public void close() throws IOException {
            socket.closeSocket();
        }
    }

    /** Writes to a socket. */
    final class Output extends OutputStream {
        private final SocketStreams socket;

        Output(SocketStreams socket) {
            this.socket = socket;
        }

        @Override
        public void write(int oneByte) throws IOException {
            write(new byte[] {(byte) oneByte}, 0, 1);
        }

        @Override
        public void write(byte[] source, int from, int length) throws IOException {
            socket.writeAll(ByteBuffer.wrap(source, from, length));
        }

        @Override
        public void close() throws IOException {
            socket.closeSocket();
        }
    }
}
