package dev.faultline.examples.raft;

import dev.faultline.examples.Address;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/** Carries the requests of this server to another, one at a time, and connects again whenever that fails. */
record Link(Replica replica, String server, Address address) {
    private static final int CONNECT_MILLIS = 500;
    private static final int REPLY_MILLIS = 1_000;
    private static final int RETRY_MILLIS = 100;

    void run() throws InterruptedException {
        while (true) {
            replica.awaitRequestFor(server);
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
            Outgoing outgoing = replica.awaitRequestFor(server);
            Message.write(out, outgoing.request());
            out.flush();
            replica.onReply(server, outgoing, Message.readReply(in));
        }
    }
}
