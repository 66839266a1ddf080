package dev.faultline.examples.raft;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One record of the file. */
sealed interface Item {
    /** The log from here on begins after this snapshot. */
    record Start(Snapshot snapshot) implements Item {}

    /** The term that this server is in, and whom it voted for in it; empty if nobody. */
    record Ballot(long term, String vote) implements Item {}

    /** An entry, which replaces those from its index on. */
    record Slot(long index, Entry entry) implements Item {}

    /** The bytes of the record. */
    default byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            switch (this) {
                case Start(Snapshot snapshot) -> {
                    out.writeByte('S');
                    snapshot.write(out);
                }
                case Ballot(long term, String vote) -> {
                    out.writeByte('B');
                    out.writeLong(term);
                    out.writeUTF(vote);
                }
                case Slot(long index, Entry entry) -> {
                    out.writeByte('E');
                    out.writeLong(index);
                    entry.write(out);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #bytes} gave. */
    static Item of(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        char tag = (char) in.readByte();
        return switch (tag) {
            case 'S' -> new Start(Snapshot.read(in));
            case 'B' -> new Ballot(in.readLong(), in.readUTF());
            case 'E' -> new Slot(in.readLong(), Entry.read(in));
            default -> throw new IOException("not a record of a log: " + (int) tag);
        };
    }
}
