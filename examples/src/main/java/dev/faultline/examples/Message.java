package dev.faultline.examples;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What replicas say to each other: each request on a connection is followed by its reply. */
sealed interface Message {
    /** The epoch of the sender. */
    long epoch();

    sealed interface Request extends Message {}

    sealed interface Reply extends Message {}

    /** "Elect me": the last entry of the candidate's log lets a voter refuse one that misses committed entries. */
    record VoteRequest(long epoch, String candidate, long lastEpoch, long lastIndex) implements Request {}

    record VoteReply(long epoch, boolean granted) implements Reply {}

    /** Entries that follow the entry {@code previousIndex} of {@code previousEpoch}; none of them in a heartbeat. */
    record Append(
            long epoch, String primary, long previousIndex, long previousEpoch, long committed, List<Entry> entries)
            implements Request {}

    /** Accepted: the log equals the primary's up to {@code index}. Refused: it may do so up to {@code index} at most. */
    record AppendReply(long epoch, boolean accepted, long index) implements Reply {}

    static void write(DataOutput out, Message message) throws IOException {
        switch (message) {
            case VoteRequest(long epoch, String candidate, long lastEpoch, long lastIndex) -> {
                writeHeader(out, 'V', epoch);
                out.writeUTF(candidate);
                out.writeLong(lastEpoch);
                out.writeLong(lastIndex);
            }
            case VoteReply(long epoch, boolean granted) -> {
                writeHeader(out, 'v', epoch);
                out.writeBoolean(granted);
            }
            case Append append -> {
                writeHeader(out, 'A', append.epoch());
                out.writeUTF(append.primary());
                out.writeLong(append.previousIndex());
                out.writeLong(append.previousEpoch());
                out.writeLong(append.committed());
                out.writeShort(append.entries().size());
                for (Entry entry : append.entries()) {
                    out.writeLong(entry.epoch());
                    out.writeUTF(entry.update().toString());
                }
            }
            case AppendReply(long epoch, boolean accepted, long index) -> {
                writeHeader(out, 'a', epoch);
                out.writeBoolean(accepted);
                out.writeLong(index);
            }
        }
    }

    private static void writeHeader(DataOutput out, char tag, long epoch) throws IOException {
        out.writeByte(tag);
        out.writeLong(epoch);
    }

    static Request readRequest(DataInput in) throws IOException {
        char tag = (char) in.readByte();
        long epoch = in.readLong();
        return switch (tag) {
            case 'V' -> new VoteRequest(epoch, in.readUTF(), in.readLong(), in.readLong());
            case 'A' -> new Append(epoch, in.readUTF(), in.readLong(), in.readLong(), in.readLong(), readEntries(in));
            default -> throw new IOException("not a request of a replica: " + (int) tag);
        };
    }

    static Reply readReply(DataInput in) throws IOException {
        char tag = (char) in.readByte();
        long epoch = in.readLong();
        return switch (tag) {
            case 'v' -> new VoteReply(epoch, in.readBoolean());
            case 'a' -> new AppendReply(epoch, in.readBoolean(), in.readLong());
            default -> throw new IOException("not a reply of a replica: " + (int) tag);
        };
    }

    private static List<Entry> readEntries(DataInput in) throws IOException {
        int count = in.readUnsignedShort();
        List<Entry> entries = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                entries.add(new Entry(in.readLong(), Command.parseUpdate(in.readUTF())));
            }
        } catch (IllegalArgumentException malformed) {
            throw new IOException("bad entry in a message", malformed);
        }
        return entries;
    }
}
