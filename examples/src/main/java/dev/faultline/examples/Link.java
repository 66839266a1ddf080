package dev.faultline.examples;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/** Carries the requests of this node to one peer, one at a time, and connects again whenever that fails. */
final class Link {
    private static final int CONNECT_MILLIS = 500;
    private static final int REPLY_MILLIS = 1_000;
    private static final int RETRY_MILLIS = 100;

    private final Replica replica;
    private final String peer;
    private final Address address;

    Link(Replica replica, String peer, Address address) {
        this.replica = replica;
        this.peer = peer;
        this.address = address;
    }

    void run() throws InterruptedException {
        while (true) {
            replica.awaitRequestFor(peer);
            try (Socket socket = new Socket()) {
                socket.connect(address.resolve(), CONNECT_MILLIS);
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(REPLY_MILLIS);
                converse(socket);
            } catch (IOException unreachable) {
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }

    private void converse(Socket socket) throws IOException, InterruptedException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        while (true) {
            Outgoing outgoing = replica.awaitRequestFor(peer);
            Message.write(out, outgoing.request());
            out.flush();
            replica.onReply(peer, outgoing, Message.readReply(in));
        }
    }
}
