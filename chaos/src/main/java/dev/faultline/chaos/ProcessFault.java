package dev.faultline.chaos;

import java.time.Duration;
import java.util.List;

/** What breaks the process or the machine of a node. The lines of text are in {@link Fault}. */
public sealed interface ProcessFault extends Fault {
    /**
     * The process of a node is killed, as by SIGKILL, and started again after some time. What it wrote stays.
     *
     * @param node the node
     * @param lasting how long it is down
     */
    record Kill(String node, Duration lasting) implements ProcessFault {
        /** Checks the ranges. */
        public Kill {
            Names.check(node);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return "kill " + node + Times.lasting(lasting);
        }
    }

    /**
     * Nodes lose their power at once, with what they have not synced, and start again after some time. Their peers are
     * not told.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param lasting how long they are down
     */
    record PowerLoss(List<String> nodes, Duration lasting) implements ProcessFault {
        /** Checks the ranges. */
        public PowerLoss {
            nodes = Names.checkOrAll(nodes);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return "power-loss " + Names.text(nodes) + Times.lasting(lasting);
        }
    }

    /**
     * A node stands still, as after SIGSTOP or in a long garbage collection.
     *
     * @param node the node
     * @param lasting how long it stands still
     */
    record Pause(String node, Duration lasting) implements ProcessFault {
        /** Checks the ranges. */
        public Pause {
            Names.check(node);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return "pause " + node + Times.lasting(lasting);
        }
    }
}
