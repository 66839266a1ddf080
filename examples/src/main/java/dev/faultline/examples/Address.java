package dev.faultline.examples;

import java.net.InetSocketAddress;

/**
 * A host and a port, not yet resolved: the name of a restarted node may lead to another machine.
 *
 * @param host its name or address
 * @param port from 1 to 65535
 */
public record Address(String host, int port) {
    /** Parses {@code HOST:PORT}. */
    public static Address parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("'" + text + "' is not HOST:PORT");
        }
        return new Address(text.substring(0, colon), parsePort(text.substring(colon + 1)));
    }

    /** Parses a port. */
    public static int parsePort(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // the same complaint as for a number out of range
        }
        throw new IllegalArgumentException("'" + text + "' is not a port from 1 to 65535");
    }

    /** Looks the host up. */
    public InetSocketAddress resolve() {
        return new InetSocketAddress(host, port);
    }
}
