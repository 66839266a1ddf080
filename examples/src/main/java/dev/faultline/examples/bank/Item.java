package dev.faultline.examples.bank;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** One record of the file. */
sealed interface Item {
    /** The file from here on begins with these balances, in this run of the server. */
    record Start(long run, Amounts balances) implements Item {}

    /** As a participant: the promise to make these changes if the coordinator says so. */
    record Prepared(TxnId id, Amounts changes) implements Item {}

    /** As a participant: the end of a promise; if committed, its changes are made. */
    record Finished(TxnId id, boolean committed) implements Item {}

    /** As the only participant: changes that are made. */
    record Applied(Amounts changes) implements Item {}

    /** As the coordinator: the transaction is committed, and these servers have to do as they promised. */
    record Decided(TxnId id, SortedSet<String> servers) implements Item {}

    /** As the coordinator: a server has done as it promised. */
    record Told(TxnId id, String server) implements Item {}

    /** The bytes of the record. */
    default byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private void write(DataOutputStream out) throws IOException {
        switch (this) {
            case Start(long run, Amounts balances) -> {
                out.writeByte('S');
                out.writeLong(run);
                balances.write(out);
            }
            case Prepared(TxnId id, Amounts changes) -> {
                out.writeByte('P');
                id.write(out);
                changes.write(out);
            }
            case Finished(TxnId id, boolean committed) -> {
                out.writeByte('F');
                id.write(out);
                out.writeBoolean(committed);
            }
            case Applied(Amounts changes) -> {
                out.writeByte('A');
                changes.write(out);
            }
            case Decided(TxnId id, SortedSet<String> servers) -> {
                out.writeByte('D');
                id.write(out);
                out.writeUTF(String.join(",", servers));
            }
            case Told(TxnId id, String server) -> {
                out.writeByte('T');
                id.write(out);
                out.writeUTF(server);
            }
        }
    }

    /** Reads what {@link #bytes} gave. */
    static Item of(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        char tag = (char) in.readByte();
        return switch (tag) {
            case 'S' -> new Start(in.readLong(), Amounts.read(in));
            case 'P' -> new Prepared(TxnId.read(in), Amounts.read(in));
            case 'F' -> new Finished(TxnId.read(in), in.readBoolean());
            case 'A' -> new Applied(Amounts.read(in));
            case 'D' -> new Decided(TxnId.read(in), names(in.readUTF()));
            case 'T' -> new Told(TxnId.read(in), in.readUTF());
            default -> throw new IOException("not a record of a ledger: " + (int) tag);
        };
    }

    private static SortedSet<String> names(String text) {
        return new TreeSet<>(List.of(text.split(",", -1)));
    }
}
