package dev.faultline.chaos;

import java.time.Duration;
import java.util.List;

/** What breaks the process or the machine of a node. The lines of text are in {@link Fault}. */
public sealed interface ProcessFault extends Fault {
    /**
     * The process of a node is killed, as by SIGKILL, and started again after some time. What it wrote stays.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param lasting how long it is down
     */
    @Kind(
            word = "kill",
            also = {"node-crash", "crash"},
            doc = "the process is killed, as by SIGKILL, and started again; what was written stays")
    record Kill(
            @Part(is = Notation.NODES, doc = "the nodes") List<String> nodes,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is down")
            Duration lasting)
            implements ProcessFault {
        /** Makes one of a single node. */
        public Kill(String node, Duration lasting) {
            this(List.of(node), lasting);
        }

        /** Checks the ranges. */
        public Kill {
            nodes = Names.checkOrAll(nodes);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * Nodes lose their power at once, with what they have not synced, and start again after some time. Their peers are
     * not told.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param lasting how long they are down
     */
    @Kind(word = "power-loss", doc = "nodes lose power and what was not synced; peers are not told")
    record PowerLoss(
            @Part(is = Notation.NODES, doc = "the nodes") List<String> nodes,

            @Part(is = Notation.DURATION, said = "for", doc = "how long they are down")
            Duration lasting)
            implements ProcessFault {
        /** Checks the ranges. */
        public PowerLoss {
            nodes = Names.checkOrAll(nodes);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * A node stands still, as after SIGSTOP or in a long garbage collection.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param lasting how long it stands still
     */
    @Kind(word = "pause", doc = "a node stands still, as by SIGSTOP")
    record Pause(
            @Part(is = Notation.NODES, doc = "the nodes") List<String> nodes,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it stands still")
            Duration lasting)
            implements ProcessFault {
        /** Makes one of a single node. */
        public Pause(String node, Duration lasting) {
            this(List.of(node), lasting);
        }

        /** Checks the ranges. */
        public Pause {
            nodes = Names.checkOrAll(nodes);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }
}
