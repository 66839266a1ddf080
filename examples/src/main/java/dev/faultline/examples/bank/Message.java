package dev.faultline.examples.bank;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What servers say to each other. A message goes one way; it may be late or lost, and is never doubled. */
sealed interface Message {
    TxnId id();

    /** To a server that owns accounts of the transaction. */
    sealed interface ToParticipant extends Message {}

    /** To the server that began the transaction. */
    sealed interface ToCoordinator extends Message {}

    /** "Will you make these changes if I say so?" */
    record Prepare(TxnId id, Amounts changes) implements ToParticipant {}

    /** "Make these changes": nobody else has to be asked. */
    record AtOnce(TxnId id, Amounts changes) implements ToParticipant {}

    /** "Do as you promised", or "forget it". */
    record Decision(TxnId id, boolean commit) implements ToParticipant {}

    /** "What do your accounts hold? Keep them so." */
    record Look(TxnId id) implements ToParticipant {}

    /** "I have seen enough. Did you keep them so?" */
    record Release(TxnId id) implements ToParticipant {}

    /** To the server that began the transaction and waits for this. */
    sealed interface Reply extends ToCoordinator {}

    record Voted(TxnId id, Vote vote) implements Reply {}

    record Seen(TxnId id, Amounts balances) implements Reply {}

    record Released(TxnId id, boolean kept) implements Reply {}

    /** "I promised, and heard nothing. What became of it?" */
    record Ask(TxnId id) implements ToCoordinator {}

    /** "It is done, on disk": the coordinator may forget the transaction. */
    record Done(TxnId id) implements ToCoordinator {}

    static void write(DataOutput out, Message message) throws IOException {
        out.writeByte(
                switch (message) {
                    case Prepare _ -> 'P';
                    case AtOnce _ -> 'O';
                    case Decision _ -> 'D';
                    case Look _ -> 'L';
                    case Release _ -> 'R';
                    case Voted _ -> 'v';
                    case Ask _ -> 'a';
                    case Done _ -> 'd';
                    case Seen _ -> 's';
                    case Released _ -> 'r';
                });
        message.id().write(out);
        switch (message) {
            case Prepare(TxnId _, Amounts changes) -> changes.write(out);
            case AtOnce(TxnId _, Amounts changes) -> changes.write(out);
            case Decision(TxnId _, boolean commit) -> out.writeBoolean(commit);
            case Voted(TxnId _, Vote vote) -> out.writeUTF(vote.name());
            case Seen(TxnId _, Amounts balances) -> balances.write(out);
            case Released(TxnId _, boolean kept) -> out.writeBoolean(kept);
            case Look _, Release _, Ask _, Done _ -> {} // the id says it all
        }
    }

    static Message read(DataInput in) throws IOException {
        char tag = (char) in.readByte();
        TxnId id = TxnId.read(in);
        return switch (tag) {
            case 'P' -> new Prepare(id, Amounts.read(in));
            case 'O' -> new AtOnce(id, Amounts.read(in));
            case 'D' -> new Decision(id, in.readBoolean());
            case 'L' -> new Look(id);
            case 'R' -> new Release(id);
            case 'v' -> new Voted(id, Vote.valueOf(in.readUTF()));
            case 'a' -> new Ask(id);
            case 'd' -> new Done(id);
            case 's' -> new Seen(id, Amounts.read(in));
            case 'r' -> new Released(id, in.readBoolean());
            default -> throw new IOException("not a message of a server: " + (int) tag);
        };
    }
}
