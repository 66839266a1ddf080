package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.jdk.file.FileInternals;
import dev.faultline.sim.internal.net.NetAddresses;
import dev.faultline.sim.internal.vm.Vm;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** What the channels of the JDK keep in native memory: addresses, buffers and lists of buffers, as on Linux. */
final class SocketMemory {
    /** A {@code sockaddr_in}: family, in the order of the machine, then port and address, in that of the network. */
    private static final short FAMILY_INET = 2;

    private static final int PORT_OFFSET = 2;
    private static final int HOST_OFFSET = 4;
    private static final int HOST_BYTES = 4;
    /** An {@code iovec} has an address and a length of 8 bytes each. */
    private static final long VECTOR_BYTES = 16;

    private SocketMemory() {}

    static byte[] bytes(long address, int length) {
        byte[] bytes = new byte[length];
        FileInternals.copyFromNative(address, bytes, 0, length);
        return bytes;
    }

    static void putAddress(long at, InetSocketAddress address) {
        Vm.UNSAFE.putShort(at, FAMILY_INET);
        Vm.UNSAFE.putByte(at + PORT_OFFSET, (byte) (address.getPort() >> 8));
        Vm.UNSAFE.putByte(at + PORT_OFFSET + 1, (byte) address.getPort());
        FileInternals.copyToNative(address.getAddress().getAddress(), 0, at + HOST_OFFSET, HOST_BYTES);
    }

    static InetSocketAddress address(long at) {
        int port =
                ((Vm.UNSAFE.getByte(at + PORT_OFFSET) & 0xFF) << 8) | (Vm.UNSAFE.getByte(at + PORT_OFFSET + 1) & 0xFF);
        return new InetSocketAddress(NetAddresses.of(bytes(at + HOST_OFFSET, HOST_BYTES)), port);
    }

    /** Returns the address whose first byte is the highest of the number. */
    static InetAddress host(int number) {
        return NetAddresses.of(ByteBuffer.allocate(HOST_BYTES).putInt(number).array());
    }

    static int number(InetAddress host) {
        return ByteBuffer.wrap(((Inet4Address) host).getAddress()).getInt();
    }

    /** Returns how many bytes fit in the buffers; an element of the array at the address is a pair of address and length. */
    static int length(long vector, int buffers) {
        int length = 0;
        for (int i = 0; i < buffers; i++) {
            length += bufferLength(vector, i);
        }
        return length;
    }

    static byte[] gather(long vector, int buffers) {
        byte[] bytes = new byte[length(vector, buffers)];
        int done = 0;
        for (int i = 0; i < buffers; i++) {
            FileInternals.copyFromNative(bufferAddress(vector, i), bytes, done, bufferLength(vector, i));
            done += bufferLength(vector, i);
        }
        return bytes;
    }

    /** Fills the buffers in turn with so many bytes. */
    static void scatter(byte[] bytes, int length, long vector, int buffers) {
        int done = 0;
        for (int i = 0; i < buffers && done < length; i++) {
            int here = Math.min(bufferLength(vector, i), length - done);
            FileInternals.copyToNative(bytes, done, bufferAddress(vector, i), here);
            done += here;
        }
    }

    private static long bufferAddress(long vector, int i) {
        return FileInternals.nativeLong(vector + VECTOR_BYTES * i);
    }

    private static int bufferLength(long vector, int i) {
        return (int) FileInternals.nativeLong(vector + VECTOR_BYTES * i + 8);
    }
}
