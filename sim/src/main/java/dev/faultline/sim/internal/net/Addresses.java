package dev.faultline.sim.internal.net;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The addresses of a run: node number n is 10.0.x.y with x * 256 + y = n + 1. */
public final class Addresses {
    private Addresses() {}

    public static InetAddress ofNode(String name, int number) {
        int host = number + 1;
        return of(name, 10, 0, host >>> 8 & 0xFF, host & 0xFF);
    }

    static InetAddress of(String name, int a, int b, int c, int d) {
        try {
            return InetAddress.getByAddress(name, new byte[] {(byte) a, (byte) b, (byte) c, (byte) d});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
