package dev.faultline.sim.internal.net;

import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/**
 * The options of a socket. Those that the model heeds have a field; the others are remembered.
 *
 * <p>Buffer sizes are what was asked for, within the limits of Linux.
 */
public final class SocketSettings {
    private static final int BUFFER_BYTES_DEFAULT = 65_536;
    private static final int DATAGRAM_BUFFER_BYTES_DEFAULT = 212_992;
    private static final int SEND_BUFFER_BYTES_MIN = 2_304;
    private static final int RECEIVE_BUFFER_BYTES_MIN = 1_152;
    private static final int BUFFER_BYTES_MAX = 4 << 20;
    private static final int LINGER_SECONDS_MAX = 65_535;
    private static final int OCTET_MAX = 255;

    private static final Set<SocketOption<?>> OF_LISTENER = set(List.of(
            StandardSocketOptions.SO_RCVBUF, StandardSocketOptions.SO_REUSEADDR, StandardSocketOptions.SO_REUSEPORT));
    private static final Set<SocketOption<?>> OF_STREAM = set(List.of(
            StandardSocketOptions.SO_SNDBUF,
            StandardSocketOptions.SO_RCVBUF,
            StandardSocketOptions.SO_KEEPALIVE,
            StandardSocketOptions.SO_REUSEADDR,
            StandardSocketOptions.SO_REUSEPORT,
            StandardSocketOptions.SO_LINGER,
            StandardSocketOptions.TCP_NODELAY,
            StandardSocketOptions.IP_TOS,
            ExtendedSocketOptions.TCP_KEEPIDLE,
            ExtendedSocketOptions.TCP_KEEPINTERVAL,
            ExtendedSocketOptions.TCP_KEEPCOUNT,
            ExtendedSocketOptions.TCP_QUICKACK));

    private static final Set<SocketOption<?>> OF_DATAGRAMS = set(List.of(
            StandardSocketOptions.SO_SNDBUF,
            StandardSocketOptions.SO_RCVBUF,
            StandardSocketOptions.SO_REUSEADDR,
            StandardSocketOptions.SO_REUSEPORT,
            StandardSocketOptions.SO_BROADCAST,
            StandardSocketOptions.IP_TOS,
            StandardSocketOptions.IP_MULTICAST_TTL,
            StandardSocketOptions.IP_MULTICAST_LOOP,
            ExtendedSocketOptions.IP_DONTFRAGMENT,
            ExtendedSocketOptions.SO_INCOMING_NAPI_ID));

    private final Set<SocketOption<?>> supported;
    /** Looked up only, never iterated over. */
    private final Map<SocketOption<?>, Object> others = new HashMap<>(4);

    private int sendBufferBytes = BUFFER_BYTES_DEFAULT;
    private int receiveBufferBytes = BUFFER_BYTES_DEFAULT;
    private int lingerSeconds = -1;
    private boolean reuseAddress;
    private boolean reusePort;
    private boolean urgentInline;

    private SocketSettings(Set<SocketOption<?>> supported) {
        this.supported = supported;
    }

    public static SocketSettings ofStream() {
        return new SocketSettings(OF_STREAM);
    }

    static SocketSettings ofDatagrams() {
        SocketSettings settings = new SocketSettings(OF_DATAGRAMS);
        settings.sendBufferBytes = DATAGRAM_BUFFER_BYTES_DEFAULT;
        settings.receiveBufferBytes = DATAGRAM_BUFFER_BYTES_DEFAULT;
        settings.others.put(StandardSocketOptions.IP_MULTICAST_TTL, 1);
        settings.others.put(StandardSocketOptions.IP_MULTICAST_LOOP, true);
        return settings;
    }

    public static SocketSettings ofListener() {
        SocketSettings settings = new SocketSettings(OF_LISTENER);
        settings.reuseAddress = true;
        return settings;
    }

    /** Returns the settings with which an accepted connection of this listener begins. */
    SocketSettings forAccepted() {
        SocketSettings settings = ofStream();
        settings.receiveBufferBytes = receiveBufferBytes;
        settings.reuseAddress = reuseAddress;
        settings.reusePort = reusePort;
        return settings;
    }

    public Set<SocketOption<?>> supported() {
        return supported;
    }

    int sendBufferBytes() {
        return sendBufferBytes;
    }

    public int receiveBufferBytes() {
        return receiveBufferBytes;
    }

    public int lingerSeconds() {
        return lingerSeconds;
    }

    void resetOnClose() {
        lingerSeconds = 0;
    }

    public boolean reuseAddress() {
        return reuseAddress;
    }

    boolean reusePort() {
        return reusePort;
    }

    public boolean urgentInline() {
        return urgentInline;
    }

    public void setUrgentInline(boolean on) {
        urgentInline = on;
    }

    /**
     * Sets an option.
     *
     * @throws UnsupportedOperationException if this kind of socket has no such option
     * @throws IllegalArgumentException if it cannot have this value
     */
    public void set(SocketOption<?> option, Object value) {
        checkSupported(option);
        if (!option.type().isInstance(value)) {
            throw new IllegalArgumentException("Invalid value '" + value + "'");
        }
        if (option.equals(StandardSocketOptions.SO_SNDBUF)) {
            sendBufferBytes = bufferBytes((Integer) value, SEND_BUFFER_BYTES_MIN);
        } else if (option.equals(StandardSocketOptions.SO_RCVBUF)) {
            receiveBufferBytes = bufferBytes((Integer) value, RECEIVE_BUFFER_BYTES_MIN);
        } else if (option.equals(StandardSocketOptions.SO_LINGER)) {
            lingerSeconds = Math.clamp((Integer) value, -1, LINGER_SECONDS_MAX);
        } else if (option.equals(StandardSocketOptions.SO_REUSEADDR)) {
            reuseAddress = (Boolean) value;
        } else if (option.equals(StandardSocketOptions.SO_REUSEPORT)) {
            reusePort = (Boolean) value;
        } else {
            if ((option.equals(StandardSocketOptions.IP_TOS) || option.equals(StandardSocketOptions.IP_MULTICAST_TTL))
                    && ((Integer) value < 0 || (Integer) value > OCTET_MAX)) {
                throw new IllegalArgumentException("Invalid " + option.name() + " value");
            }
            others.put(option, value);
        }
    }

    /**
     * Returns the value of an option.
     *
     * @throws UnsupportedOperationException if this kind of socket has no such option
     */
    public <T> T get(SocketOption<T> option) {
        checkSupported(option);
        Object value;
        if (option.equals(StandardSocketOptions.SO_SNDBUF)) {
            value = sendBufferBytes;
        } else if (option.equals(StandardSocketOptions.SO_RCVBUF)) {
            value = receiveBufferBytes;
        } else if (option.equals(StandardSocketOptions.SO_LINGER)) {
            value = lingerSeconds;
        } else if (option.equals(StandardSocketOptions.SO_REUSEADDR)) {
            value = reuseAddress;
        } else if (option.equals(StandardSocketOptions.SO_REUSEPORT)) {
            value = reusePort;
        } else {
            value = others.getOrDefault(option, initial(option));
        }
        return option.type().cast(value);
    }

    private void checkSupported(SocketOption<?> option) {
        if (!supported.contains(option)) {
            throw new UnsupportedOperationException("'" + option + "' not supported");
        }
    }

    private static Object initial(SocketOption<?> option) {
        if (option.equals(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            return 7_200;
        }
        if (option.equals(ExtendedSocketOptions.TCP_KEEPINTERVAL)) {
            return 75;
        }
        if (option.equals(ExtendedSocketOptions.TCP_KEEPCOUNT)) {
            return 9;
        }
        Object off = false;
        return option.type() == Boolean.class ? off : 0;
    }

    private static int bufferBytes(int wanted, int least) {
        if (wanted < 0) {
            throw new IllegalArgumentException("Invalid send/receive buffer size");
        }
        return Math.clamp(wanted, least, BUFFER_BYTES_MAX);
    }

    private static Set<SocketOption<?>> set(List<SocketOption<?>> options) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(options));
    }
}
