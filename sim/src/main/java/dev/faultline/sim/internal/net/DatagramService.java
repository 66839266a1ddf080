package dev.faultline.sim.internal.net;

import java.net.InetSocketAddress;

/** What answers datagrams on a machine, without a process that has a socket for them. */
public interface DatagramService {
    /** Returns whether it answers what is sent there. */
    boolean isAt(InetSocketAddress address);

    /** Answers a datagram that has arrived at the machine. */
    void asked(Datagram datagram);
}
