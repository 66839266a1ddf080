package dev.faultline.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;

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
            @Parts.Nodes List<String> nodes,

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
            @Parts.Nodes List<String> nodes,

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
            @Parts.Nodes List<String> nodes,

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

    /**
     * Nodes are asked to end, as by SIGTERM, so that shutdown hooks run; one that has not ended in time is killed. They are
     * started again after some time.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param within how long they have to end; zero to kill them at once
     * @param lasting how long it is from the signal to the next start; no shorter than {@code within}
     */
    @Kind(
            word = "stop",
            also = {"restart", "shutdown"},
            doc = "the process is asked to end, as by SIGTERM: shutdown hooks run; it is killed if that takes too"
                    + " long, and started again")
    record Stop(
            @Parts.Nodes List<String> nodes,

            @Part(
                    is = Notation.DURATION,
                    said = "within",
                    usual = "10s",
                    doc = "how long it has to end; 0s: it is killed")
            Duration within,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is from the signal to the next start")
            Duration lasting)
            implements ProcessFault {
        /** Checks the ranges. */
        public Stop {
            nodes = Names.checkOrAll(nodes);
            Times.check(lasting);
            Times.checkPatience(within);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * Nodes are killed, and start again with a new disk that holds what it held before their first start.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param lasting how long they are down
     */
    @Kind(
            word = "wipe",
            doc = "the process is killed, and started again with an empty disk, but for the files of its set-up")
    record Wipe(
            @Parts.Nodes List<String> nodes,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is down")
            Duration lasting)
            implements ProcessFault {
        /** Checks the ranges. */
        public Wipe {
            nodes = Names.checkOrAll(nodes);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * Nodes are ended as by {@link Stop}, and start again as the experiment has them with other values of its options: as
     * another version, say. They stay so.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param to the options that have other values, with these
     * @param within how long they have to end; zero to kill them at once
     * @param lasting how long it is from the signal to the next start; no shorter than {@code within}
     */
    @Kind(
            word = "upgrade",
            doc = "the process is ended as by stop, and started again with other values of the experiment's options,"
                    + " such as another version; it stays so")
    record Upgrade(
            @Parts.Nodes List<String> nodes,

            @Part(is = Notation.SETTINGS, said = "to", doc = "the options that have other values")
            Map<String, String> to,

            @Part(
                    is = Notation.DURATION,
                    said = "within",
                    usual = "10s",
                    doc = "how long it has to end; 0s: it is killed")
            Duration within,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is from the signal to the next start")
            Duration lasting)
            implements ProcessFault {
        /** Checks the ranges. */
        public Upgrade {
            nodes = Names.checkOrAll(nodes);
            to = Settings.check(to);
            Times.check(lasting);
            Times.checkPatience(within);
        }

        /** Returns the options with their values, as they are written. */
        public String settings() {
            return Settings.text(to);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }
}
