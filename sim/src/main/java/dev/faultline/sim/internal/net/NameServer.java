package dev.faultline.sim.internal.net;

import java.net.InetSocketAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The DNS server that {@code /etc/resolv.conf} names: one on the machine itself, as systemd-resolved is. It answers over
 * UDP what {@link HostNames} knows, after RFC 1035; it asks nobody, so a cut network does not matter to it.
 */
public final class NameServer implements DatagramService {
    /** Its address, on the loopback interface. */
    public static final String HOST = "127.0.0.53";

    private static final byte[] ADDRESS = {127, 0, 0, 53};
    private static final int PORT = 53;

    private static final int TYPE_A = 1;
    private static final int TYPE_PTR = 12;
    private static final int TYPE_ANY = 255;
    private static final int CLASS_IN = 1;
    private static final int CLASS_ANY = 255;
    private static final int SECONDS_TO_LIVE = 30;

    private static final int NO_ERROR = 0;
    private static final int FORMAT_ERROR = 1;
    private static final int NO_SUCH_NAME = 3;
    private static final int NOT_IMPLEMENTED = 4;

    private static final int HEADER_BYTES = 12;
    /** Of an answer, besides its data. */
    private static final int RECORD_BYTES = 12;

    private static final int LABEL_MAX = 63;
    private static final int IS_RESPONSE = 0x8000;
    private static final int OPERATION = 0x7800;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int RECURSION_AVAILABLE = 0x0080;
    /** A name that is written as a reference to that of the question. */
    private static final int NAME_OF_QUESTION = 0xC000 | HEADER_BYTES;

    private static final String REVERSE = ".in-addr.arpa";

    private final NetStack stack;
    private final DatagramEnd socket;

    public NameServer(NetStack stack) {
        this.stack = stack;
        socket = new DatagramEnd(stack, null);
    }

    @Override
    public boolean isAt(InetSocketAddress address) {
        return address.getPort() == PORT && address.getAddress().equals(NetAddresses.of(ADDRESS));
    }

    /** Answers a question; what is none is not answered. */
    @Override
    public void asked(Datagram question) {
        ByteBuffer in = ByteBuffer.wrap(question.bytes);
        if (in.remaining() < HEADER_BYTES || (in.getShort(2) & IS_RESPONSE) != 0) {
            return;
        }
        socket.answer(answer(question.bytes), new InetSocketAddress(NetAddresses.of(ADDRESS), PORT), question.from);
    }

    /** One question and where it ends. */
    private record Question(String name, int type, int dnsClass, int end) {}

    private byte[] answer(byte[] asked) {
        ByteBuffer in = ByteBuffer.wrap(asked);
        boolean isQuery = (in.getShort(2) & OPERATION) == 0;
        Question question = isQuery && in.getShort(4) == 1 ? read(in) : null;
        if (question == null) {
            byte[] reply = new byte[HEADER_BYTES];
            putHeader(ByteBuffer.wrap(reply), in, isQuery ? FORMAT_ERROR : NOT_IMPLEMENTED, 0, 0);
            return reply;
        }
        boolean isOfInternet = question.dnsClass() == CLASS_IN || question.dnsClass() == CLASS_ANY;
        byte[] data = isOfInternet ? data(question) : null;
        boolean isKnown = data != null || (isOfInternet && exists(question.name()));
        byte[] reply = new byte[question.end() + (data == null ? 0 : RECORD_BYTES + data.length)];
        ByteBuffer out = ByteBuffer.wrap(reply);
        putHeader(out, in, isKnown ? NO_ERROR : NO_SUCH_NAME, 1, data == null ? 0 : 1);
        out.put(asked, HEADER_BYTES, question.end() - HEADER_BYTES);
        if (data != null) {
            int type = reversedAddress(question.name()) == null ? TYPE_A : TYPE_PTR;
            out.putShort((short) NAME_OF_QUESTION).putShort((short) type).putShort((short) CLASS_IN);
            out.putInt(SECONDS_TO_LIVE).putShort((short) data.length).put(data);
        }
        return reply;
    }

    private static void putHeader(ByteBuffer out, ByteBuffer in, int error, int questions, int answers) {
        int kept = in.getShort(2) & (OPERATION | RECURSION_DESIRED);
        out.putShort(in.getShort(0)).putShort((short) (kept | IS_RESPONSE | RECURSION_AVAILABLE | error));
        out.putShort((short) questions).putShort((short) answers).putInt(0);
    }

    /** Reads the question; null if it is none. */
    private static @Nullable Question read(ByteBuffer in) {
        try {
            in.position(HEADER_BYTES);
            StringBuilder name = new StringBuilder();
            for (int length = in.get() & 0xFF; length > 0; length = in.get() & 0xFF) {
                if (length > LABEL_MAX) {
                    return null;
                }
                byte[] label = new byte[length];
                in.get(label);
                name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
            }
            int type = in.getShort() & 0xFFFF;
            return new Question(name.toString(), type, in.getShort() & 0xFFFF, in.position());
        } catch (BufferUnderflowException e) {
            return null;
        }
    }

    private byte @Nullable [] data(Question question) {
        byte[] reversed = reversedAddress(question.name());
        if (reversed != null) {
            boolean wanted = question.type() == TYPE_PTR || question.type() == TYPE_ANY;
            String name = wanted ? HostNames.nameOf(stack, reversed) : null;
            return name == null ? null : encoded(name);
        }
        boolean wanted = question.type() == TYPE_A || question.type() == TYPE_ANY;
        return wanted ? HostNames.addressOf(stack, question.name()) : null;
    }

    private boolean exists(String name) {
        byte[] reversed = reversedAddress(name);
        return reversed == null ? HostNames.addressOf(stack, name) != null : HostNames.nameOf(stack, reversed) != null;
    }

    /** Returns the address in a name like {@code 1.0.0.10.in-addr.arpa}; null if it is none. */
    private static byte @Nullable [] reversedAddress(String name) {
        if (!name.toLowerCase(java.util.Locale.ROOT).endsWith(REVERSE)) {
            return null;
        }
        String[] parts = name.substring(0, name.length() - REVERSE.length()).split("\\.", -1);
        byte[] address = new byte[ADDRESS.length];
        if (parts.length != address.length) {
            return null;
        }
        for (int i = 0; i < address.length; i++) {
            if (!parts[i].matches("[0-9]{1,3}") || Integer.parseInt(parts[i]) > 255) {
                return null;
            }
            address[address.length - 1 - i] = (byte) Integer.parseInt(parts[i]);
        }
        return address;
    }

    private static byte[] encoded(String name) {
        ByteBuffer out = ByteBuffer.allocate(name.length() + 2);
        for (String label : name.split("\\.", -1)) {
            byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
            out.put((byte) bytes.length).put(bytes);
        }
        return out.put((byte) 0).array();
    }
}
