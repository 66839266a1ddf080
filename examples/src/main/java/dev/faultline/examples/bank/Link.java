package dev.faultline.examples.bank;

import dev.faultline.examples.Address;
import java.io.BufferedOutputStream;
import java.io.DataInput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Carries messages to another server, a batch at a time, and connects again whenever that fails. What was on its way then
 * is not sent again: it would be no use to whoever has lost patience, and a message must not come twice.
 */
final class Link {
    private static final int CONNECT_MILLIS = 500;
    private static final int RECEIPT_MILLIS = 1_000;
    private static final int BEAT_MILLIS = 300;
    private static final int RETRY_MILLIS = 100;
    private static final int QUEUE_MESSAGES = 1_000;

    private final String self;
    private final Address address;
    private final BlockingQueue<Message> queue = new LinkedBlockingQueue<>(QUEUE_MESSAGES);

    Link(String self, Address address) {
        this.self = self;
        this.address = address;
    }

    /** Takes a message, which is lost if there are too many. */
    void send(Message message) {
        boolean _ = queue.offer(message);
    }

    void run() throws InterruptedException {
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(address.resolve(), CONNECT_MILLIS);
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(RECEIPT_MILLIS);
                converse(socket);
            } catch (IOException unreachable) {
                queue.clear();
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }

    private void converse(Socket socket) throws IOException, InterruptedException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        InputStream receipts = socket.getInputStream();
        out.writeUTF(self);
        while (true) {
            List<Message> batch = nextBatch();
            out.writeShort(batch.size());
            for (Message message : batch) {
                Message.write(out, message);
            }
            out.flush();
            if (receipts.read() < 0) {
                throw new EOFException();
            }
        }
    }

    /** What there is to send; nothing after a while, so that a server that is gone is missed before there is something. */
    private List<Message> nextBatch() throws InterruptedException {
        List<Message> batch = new ArrayList<>();
        Message first = queue.poll(BEAT_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            queue.drainTo(batch);
        }
        return batch;
    }

    /** Reads a batch, as a link sends it. */
    static List<Message> readBatch(DataInput in) throws IOException {
        List<Message> batch = new ArrayList<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            batch.add(Message.read(in));
        }
        return batch;
    }
}
