package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.net.SocketSettings;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketOptions;
import java.net.StandardSocketOptions;

/** The options of java.net by number, as {@link java.net.Socket} asks its implementation for them. */
final class SocketOptionTable {
    private SocketOptionTable() {}

    static void set(SocketSettings settings, int number, Object value) throws SocketException {
        if (number == SocketOptions.SO_OOBINLINE) {
            settings.setUrgentInline((Boolean) value);
        } else if (number == SocketOptions.SO_LINGER && value instanceof Boolean) {
            settings.set(StandardSocketOptions.SO_LINGER, -1);
        } else {
            settings.set(option(number), value);
        }
    }

    static Object get(SocketSettings settings, int number) throws SocketException {
        return number == SocketOptions.SO_OOBINLINE ? settings.urgentInline() : settings.get(option(number));
    }

    private static SocketOption<?> option(int number) throws SocketException {
        return switch (number) {
            case SocketOptions.TCP_NODELAY -> StandardSocketOptions.TCP_NODELAY;
            case SocketOptions.SO_REUSEADDR -> StandardSocketOptions.SO_REUSEADDR;
            case SocketOptions.SO_REUSEPORT -> StandardSocketOptions.SO_REUSEPORT;
            case SocketOptions.IP_TOS -> StandardSocketOptions.IP_TOS;
            case SocketOptions.SO_LINGER -> StandardSocketOptions.SO_LINGER;
            case SocketOptions.SO_SNDBUF -> StandardSocketOptions.SO_SNDBUF;
            case SocketOptions.SO_RCVBUF -> StandardSocketOptions.SO_RCVBUF;
            case SocketOptions.SO_KEEPALIVE -> StandardSocketOptions.SO_KEEPALIVE;
            default -> throw new SocketException("Unknown option " + number);
        };
    }
}
