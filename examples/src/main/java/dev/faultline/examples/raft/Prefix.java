package dev.faultline.examples.raft;

import java.util.Map;

/** The committed prefix of the log, and what it made of the machine. Guarded by the server's monitor. */
final class Prefix {
    private final Machine machine;
    private long applied;

    Prefix(Machine machine) {
        this.machine = machine;
    }

    /** The index of the last entry applied; entries count from 1. */
    long applied() {
        return applied;
    }

    void restore(Snapshot snapshot) {
        machine.load(snapshot.state());
        applied = snapshot.index();
    }

    /** Applies the next entry; returns what the client is told. */
    String apply(Command.Logged command) {
        applied++;
        return switch (command) {
            case Command.Noop(), Command.Members _ -> "ok";
            case Command.Change(String text) -> machine.apply(text);
        };
    }

    Map<String, String> state() {
        return machine.save();
    }
}
