package dev.faultline.sim.internal.net;

import java.net.InetSocketAddress;

/** What answers datagrams on a machine by itself, without a socket of a process: the machine's {@code NameServer}. */
public interface DatagramService {
    /** Returns whether it answers what is sent there. */
    boolean isAt(InetSocketAddress address);

    /** Answers a datagram that has arrived at the machine. */
    void asked(Datagram datagram);
}
