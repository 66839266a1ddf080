package dev.faultline.gallery.outside;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Speaks MongoDB's wire protocol (OP_MSG), as far as it takes to insert a document and to count. */
final class MongoVisit {
    private static final int OP_MSG = 2013;
    private static final int HEADER_BYTES = 16;
    private static final byte DOUBLE = 1;
    private static final byte TEXT = 2;
    private static final byte ARRAY = 4;
    private static final byte DOCUMENT = 3;
    private static final byte INTEGER = 16;

    private MongoVisit() {}

    static String go(String host, int port) throws IOException {
        try (Socket socket = new Socket(host, port)) {
            ByteBuffer cup = end(field(begin(), TEXT, "name").put(text("cup")));
            ByteBuffer cups = end(field(begin(), DOCUMENT, "0").put(cup));
            ByteBuffer insert = field(begin(), TEXT, "insert").put(text("items"));
            field(insert, ARRAY, "documents").put(cups);
            ByteBuffer count = field(begin(), TEXT, "count").put(text("items"));
            return "inserted " + ask(socket, insert) + ", counted " + ask(socket, count);
        }
    }

    /** Sends a command and returns the number {@code n} of the answer. */
    private static int ask(Socket socket, ByteBuffer command) throws IOException {
        ByteBuffer body = end(field(command, TEXT, "$db").put(text("shop")));
        ByteBuffer message = ByteBuffer.allocate(HEADER_BYTES + 5 + body.remaining())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(HEADER_BYTES + 5 + body.remaining())
                .putInt(1)
                .putInt(0)
                .putInt(OP_MSG)
                .putInt(0)
                .put((byte) 0)
                .put(body);
        socket.getOutputStream().write(message.array());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] answer = new byte[Integer.reverseBytes(in.readInt()) - 4];
        in.readFully(answer);
        ByteBuffer found = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = HEADER_BYTES; i < answer.length - 6; i++) {
            if (answer[i + 1] == 'n' && answer[i + 2] == 0 && (answer[i] == INTEGER || answer[i] == DOUBLE)) {
                return answer[i] == INTEGER ? found.getInt(i + 3) : (int) found.getDouble(i + 3);
            }
        }
        throw new IOException("no number in the answer: " + new String(answer, StandardCharsets.ISO_8859_1));
    }

    private static ByteBuffer begin() {
        return ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN).putInt(0);
    }

    private static ByteBuffer field(ByteBuffer document, byte type, String name) {
        return document.put(type).put(name.getBytes(StandardCharsets.UTF_8)).put((byte) 0);
    }

    private static ByteBuffer end(ByteBuffer document) {
        document.put((byte) 0).flip();
        return document.putInt(0, document.remaining());
    }

    private static byte[] text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(bytes.length + 5)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.length + 1)
                .put(bytes)
                .put((byte) 0)
                .array();
    }
}
