package dev.faultline.examples.raft;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What servers say to each other: each request on a connection is followed by its reply. */
sealed interface Message {
    /** The term of the sender, or the one that a pre-candidate would begin. */
    long term();

    sealed interface Request extends Message {}

    /** Of a leader. */
    sealed interface Order extends Request {
        String leader();
    }

    sealed interface Reply extends Message {}

    /** "Elect me", or of a pre-candidate "Would you?", which changes nothing at the voter. */
    record VoteRequest(long term, String candidate, boolean pre, long lastIndex, long lastTerm) implements Request {}

    record VoteReply(long term, boolean granted) implements Reply {}

    /** "I lead, and you hold what is committed up to here." */
    record Heartbeat(long term, String leader, long committed) implements Order {}

    /** Entries that follow the entry {@code previousIndex} of {@code previousTerm}. */
    record Append(long term, String leader, long previousIndex, long previousTerm, long committed, List<Entry> entries)
            implements Order {}

    /** In place of entries that the leader no longer has. */
    record Install(long term, String leader, Snapshot snapshot) implements Order {}

    /** Accepted: the log is the leader's up to {@code index}. Refused: it may be so up to {@code index} at most. */
    record OrderReply(long term, boolean accepted, long index) implements Reply {}

    static void write(DataOutput out, Message message) throws IOException {
        switch (message) {
            case VoteRequest(long term, String candidate, boolean pre, long lastIndex, long lastTerm) -> {
                writeHeader(out, 'V', term);
                out.writeUTF(candidate);
                out.writeBoolean(pre);
                out.writeLong(lastIndex);
                out.writeLong(lastTerm);
            }
            case VoteReply(long term, boolean granted) -> {
                writeHeader(out, 'v', term);
                out.writeBoolean(granted);
            }
            case Heartbeat(long term, String leader, long committed) -> {
                writeHeader(out, 'H', term);
                out.writeUTF(leader);
                out.writeLong(committed);
            }
            case Append append -> {
                writeHeader(out, 'A', append.term());
                out.writeUTF(append.leader());
                out.writeLong(append.previousIndex());
                out.writeLong(append.previousTerm());
                out.writeLong(append.committed());
                out.writeShort(append.entries().size());
                for (Entry entry : append.entries()) {
                    entry.write(out);
                }
            }
            case Install(long term, String leader, Snapshot snapshot) -> {
                writeHeader(out, 'I', term);
                out.writeUTF(leader);
                snapshot.write(out);
            }
            case OrderReply(long term, boolean accepted, long index) -> {
                writeHeader(out, 'o', term);
                out.writeBoolean(accepted);
                out.writeLong(index);
            }
        }
    }

    private static void writeHeader(DataOutput out, char tag, long term) throws IOException {
        out.writeByte(tag);
        out.writeLong(term);
    }

    static Request readRequest(DataInput in) throws IOException {
        char tag = (char) in.readByte();
        long term = in.readLong();
        return switch (tag) {
            case 'V' -> new VoteRequest(term, in.readUTF(), in.readBoolean(), in.readLong(), in.readLong());
            case 'H' -> new Heartbeat(term, in.readUTF(), in.readLong());
            case 'A' -> new Append(term, in.readUTF(), in.readLong(), in.readLong(), in.readLong(), readEntries(in));
            case 'I' -> new Install(term, in.readUTF(), Snapshot.read(in));
            default -> throw new IOException("not a request of a server: " + (int) tag);
        };
    }

    static Reply readReply(DataInput in) throws IOException {
        char tag = (char) in.readByte();
        long term = in.readLong();
        return switch (tag) {
            case 'v' -> new VoteReply(term, in.readBoolean());
            case 'o' -> new OrderReply(term, in.readBoolean(), in.readLong());
            default -> throw new IOException("not a reply of a server: " + (int) tag);
        };
    }

    private static List<Entry> readEntries(DataInput in) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            entries.add(Entry.read(in));
        }
        return entries;
    }
}
