package dev.faultline.examples.raft;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that the log did up to an entry, in place of the entries.
 *
 * @param index of the last entry that it stands for; 0 of the snapshot with which a log begins
 * @param term of that entry, without which the entry after it could not be matched
 * @param members those that the log had made members by then
 * @param state what the machine had become
 */
record Snapshot(long index, long term, Command.Members members, Map<String, String> state) {
    void write(DataOutput out) throws IOException {
        out.writeLong(index);
        new Entry(term, members).write(out);
        out.writeInt(state.size());
        for (Map.Entry<String, String> each : state.entrySet()) {
            out.writeUTF(each.getKey());
            out.writeUTF(each.getValue());
        }
    }

    static Snapshot read(DataInput in) throws IOException {
        long index = in.readLong();
        Entry last = Entry.read(in);
        if (!(last.command() instanceof Command.Members members)) {
            throw new IOException("a snapshot without members");
        }
        Map<String, String> state = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            state.put(in.readUTF(), in.readUTF());
        }
        return new Snapshot(index, last.term(), members, state);
    }
}
