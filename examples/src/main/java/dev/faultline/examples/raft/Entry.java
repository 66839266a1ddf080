package dev.faultline.examples.raft;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** One position of the replicated log: a command and the term of the leader that put it there. */
record Entry(long term, Command.Logged command) {
    void write(DataOutput out) throws IOException {
        out.writeLong(term);
        out.writeUTF(command.toString());
    }

    static Entry read(DataInput in) throws IOException {
        return new Entry(in.readLong(), Command.parseLogged(in.readUTF()));
    }
}
