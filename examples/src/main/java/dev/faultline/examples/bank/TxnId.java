package dev.faultline.examples.bank;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The name of a transaction, never used twice.
 *
 * @param coordinator the server that began it, which knows what became of it
 * @param run how often that server had started, this time included
 * @param number within the run
 */
record TxnId(String coordinator, long run, long number) {
    void write(DataOutput out) throws IOException {
        out.writeUTF(coordinator);
        out.writeLong(run);
        out.writeLong(number);
    }

    static TxnId read(DataInput in) throws IOException {
        return new TxnId(in.readUTF(), in.readLong(), in.readLong());
    }

    @Override
    public String toString() {
        return coordinator + "." + run + "." + number;
    }
}
