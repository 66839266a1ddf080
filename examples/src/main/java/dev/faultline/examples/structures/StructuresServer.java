package dev.faultline.examples.structures;

import dev.faultline.examples.Property;
import dev.faultline.examples.raft.RaftServer;

/**
 * A server of replicated data structures. What clients may ask it is in the package's description.
 *
 * <p>The system property {@code holds} names the kind of structure, the same on all servers: {@code register}, {@code kv},
 * {@code counter}, {@code set},
 * {@code bag}, {@code queue}, {@code priority-queue}, {@code stack}, {@code append-log}, {@code unique-ids}, {@code lock},
 * {@code read-write-lock}, {@code semaphore}; or, under transactions, {@code list-append}, {@code rw-register}, {@code multi-register}, {@code long-fork}, {@code set-add},
 * {@code counter-add}. {@code bug} names the planted mistake, of Raft's.
 */
public final class StructuresServer {
    private StructuresServer() {}

    /**
     * Runs a server until the process is killed.
     *
     * @param args as of {@link RaftServer#run}
     */
    public static void main(String[] args) {
        RaftServer.runPlanted(args, () -> new Structures(Property.one("holds", Structure.class)));
    }
}
