package dev.faultline.chaos;

import dev.faultline.sim.DiskFault;
import dev.faultline.sim.Distribution;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Something that breaks, for some time, as data. What is broken is whole again when the time is over: a killed node is
 * started, a clock is set right.
 *
 * <p>Every fault has a line of text, which {@code toString} writes and {@link #parse} reads:
 *
 * <pre>
 * kill n1 for 3s                                 power-loss n1,n2 for 3s          power-loss all for 3s
 * pause n1 for 500ms                             reset n1 &lt;&gt; n2,n3
 * partition halves n1,n2 | n3,n4 for 5s          partition minority n1,n2 | n3,n4,n5 for 5s
 * partition one-node n1 | n2,n3 for 5s           partition one-way n1 &gt; n2,n3 for 5s
 * partition ring n1,n2,n3,n4,n5 for 5s           stall n1 &gt; n2 for 2s
 * latency all &lt;&gt; all by uniform 10ms 50ms for 5s
 * clock-jump n1 by -1.5s for 10s                 clock-drift n1 by 500ppm for 10s
 * slow-disk n1 by x20 for 5s                     full-disk n1 for 5s
 * disk-error n1 at sync of /data with 0.5 for 5s
 * </pre>
 *
 * <p>Durations are decimal numbers with one of the units ns, us, ms, s, m, h, whole in nanoseconds, above zero and 100
 * days at most. Nodes go by their host names; {@code all} means every node that the faults may touch. All faults are
 * immutable. Their constructors throw {@link IllegalArgumentException} where a value is out of its range.
 */
public sealed interface Fault {
    /** The word for every node that the faults may touch. */
    String ALL = "all";

    /** Returns how long the fault lasts; zero for {@link Reset}. */
    Duration lasting();

    /** Returns the first word of the fault's text, one of {@link #kinds}. */
    default String kind() {
        return FaultKind.of(this).word();
    }

    /** Returns the kinds of faults that there are. */
    static List<String> kinds() {
        return FaultKind.words();
    }

    /**
     * Reads a fault from the line that {@code toString} writes. Spaces may be wider than need be.
     *
     * @throws IllegalArgumentException if the line is not a fault; the message names the column and what would be right
     */
    static Fault parse(String line) {
        return FaultParser.parse(line);
    }

    /**
     * The process of a node is killed, as by SIGKILL, and started again after some time. What it wrote stays.
     *
     * @param node the node
     * @param lasting how long it is down
     */
    record Kill(String node, Duration lasting) implements Fault {
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
    record PowerLoss(List<String> nodes, Duration lasting) implements Fault {
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
    record Pause(String node, Duration lasting) implements Fault {
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

    /**
     * Nodes cannot reach each other. Nodes that are not named reach all.
     *
     * @param shape which ones
     * @param side the nodes of the one side; all of them where the shape is a ring
     * @param other the nodes of the other side; none where the shape is a ring
     * @param lasting how long
     */
    record Partition(Shape shape, List<String> side, List<String> other, Duration lasting) implements Fault {
        /** Who cannot reach whom. */
        public enum Shape {
            /** Two sides that differ by one node at most. */
            HALVES,
            /** The one side has fewer nodes than the other. */
            MINORITY,
            /** The one side is one node. */
            ONE_NODE,
            /** What the one side sends does not reach the other; what the other sends arrives. */
            ONE_WAY,
            /** Four nodes or more; each reaches the one before and the one after it only. */
            RING;

            String word() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }

        /** Checks that the sides make up the shape. */
        public Partition {
            side = Names.check(side);
            other = shape == Shape.RING ? List.copyOf(other) : Names.check(other);
            Shapes.check(shape, side, other);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            String between = shape == Shape.ONE_WAY ? " > " : " | ";
            return "partition " + shape.word() + " " + Names.text(side)
                    + (shape == Shape.RING ? "" : between + Names.text(other)) + Times.lasting(lasting);
        }
    }

    /**
     * The ways between nodes of the one side and nodes of the other. A node's way to itself is not among them.
     *
     * @param from the nodes of the one side, or {@link #ALL} alone
     * @param to the nodes of the other side, or {@link #ALL} alone
     * @param bothWays whether the ways back are meant too
     */
    record Links(List<String> from, List<String> to, boolean bothWays) {
        /** Checks the names. */
        public Links {
            from = Names.checkOrAll(from);
            to = Names.checkOrAll(to);
            if (from.size() == 1 && from.equals(to) && !Names.isAll(from)) {
                throw new IllegalArgumentException("there is no link from " + from.getFirst() + " to itself");
            }
        }

        @Override
        public String toString() {
            return Names.text(from) + (bothWays ? " <> " : " > ") + Names.text(to);
        }
    }

    /**
     * Packets take longer.
     *
     * @param links on which links
     * @param extra how much longer
     * @param lasting how long it is so
     */
    record Latency(Links links, Distribution extra, Duration lasting) implements Fault {
        /** Checks the ranges. */
        public Latency {
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return "latency " + links + " by " + extra + Times.lasting(lasting);
        }
    }

    /**
     * What is sent is kept back, without loss, and goes on when the time is over.
     *
     * @param links on which links
     * @param lasting how long it is so
     */
    record Stall(Links links, Duration lasting) implements Fault {
        /** Checks the ranges. */
        public Stall {
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return "stall " + links + Times.lasting(lasting);
        }
    }

    /**
     * Every open connection between nodes of the one side and nodes of the other is reset. This takes no time, and
     * nothing undoes it.
     *
     * @param links between whom; always both ways
     */
    record Reset(Links links) implements Fault {
        /** Checks that both ways are meant. */
        public Reset {
            if (!links.bothWays()) {
                throw new IllegalArgumentException("a connection has two directions; write 'reset "
                        + new Links(links.from(), links.to(), true) + "'");
            }
        }

        @Override
        public Duration lasting() {
            return Duration.ZERO;
        }

        @Override
        public String toString() {
            return "reset " + links;
        }
    }

    /**
     * A node's time of day jumps, and jumps back when the time is over. Its monotonic clock goes on.
     *
     * @param node the node
     * @param by how far; not zero, 36,500 days at most, negative into the past
     * @param lasting how long it is wrong
     */
    record ClockJump(String node, Duration by, Duration lasting) implements Fault {
        /** Checks the ranges. */
        public ClockJump {
            Names.check(node);
            Times.checkJump(by);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return "clock-jump " + node + " by " + Times.text(by) + Times.lasting(lasting);
        }
    }

    /**
     * A node's clocks run fast or slow. When the time is over they run at the right rate, and the time of day is set
     * right.
     *
     * @param node the node
     * @param ppm by how many millionths they run fast, from -999,999 to 10,000,000; negative is slow; not zero
     * @param lasting how long it is so
     */
    record ClockDrift(String node, long ppm, Duration lasting) implements Fault {
        /** Checks the ranges. */
        public ClockDrift {
            Names.check(node);
            if (ppm == 0 || ppm < -999_999 || ppm > 10_000_000) {
                throw new IllegalArgumentException(
                        "the drift must be from -999999 to 10000000 ppm and not zero, was " + ppm);
            }
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return "clock-drift " + node + " by " + ppm + "ppm" + Times.lasting(lasting);
        }
    }

    /**
     * Every call of a node's disk takes longer.
     *
     * @param node the node
     * @param factor how many times as long as usual; above 1, 1,000,000 at most
     * @param lasting how long it is so
     */
    record SlowDisk(String node, double factor, Duration lasting) implements Fault {
        /** Checks the ranges. */
        public SlowDisk {
            Names.check(node);
            if (!(factor > 1 && factor <= 1_000_000)) {
                throw new IllegalArgumentException(
                        "the factor of a slow disk must be above 1 and 1000000 at most, was " + Numbers.text(factor));
            }
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return "slow-disk " + node + " by x" + Numbers.text(factor) + Times.lasting(lasting);
        }
    }

    /**
     * Calls of a node's disk fail with an input/output error.
     *
     * @param node the node
     * @param operation which calls
     * @param path the file, or the folder below which files are affected, without spaces; {@code /} for all
     * @param chance how likely each call is to fail, above 0 to 1
     * @param lasting how long it is so
     */
    record DiskError(String node, DiskFault.Operation operation, String path, double chance, Duration lasting)
            implements Fault {
        /** Checks the ranges. */
        public DiskError {
            Names.check(node);
            if (!path.startsWith("/") || path.chars().anyMatch(Character::isWhitespace)) {
                throw new IllegalArgumentException(
                        "the path of a disk error must begin with '/' and have no spaces, was '" + path + "'");
            }
            if (!(chance > 0 && chance <= 1)) {
                throw new IllegalArgumentException(
                        "the chance of a disk error must be above 0 and 1 at most, was " + Numbers.text(chance));
            }
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return "disk-error " + node + " at " + operation.name().toLowerCase(Locale.ROOT) + " of " + path + " with "
                    + Numbers.text(chance) + Times.lasting(lasting);
        }
    }

    /**
     * A node's disk has no room for more than it holds.
     *
     * @param node the node
     * @param lasting how long it is so
     */
    record FullDisk(String node, Duration lasting) implements Fault {
        /** Checks the ranges. */
        public FullDisk {
            Names.check(node);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return "full-disk " + node + Times.lasting(lasting);
        }
    }
}
