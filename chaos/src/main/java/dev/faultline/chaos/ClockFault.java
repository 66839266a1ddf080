package dev.faultline.chaos;

import java.time.Duration;
import java.util.List;

/** What makes a node's clocks wrong. The lines of text are in {@link Fault}. */
public sealed interface ClockFault extends Fault {
    /**
     * A node's time of day jumps, and jumps back when the time is over. Its monotonic clock goes on.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param by how far; not zero, 36,500 days at most, negative into the past
     * @param lasting how long it is wrong
     */
    @Kind(word = "clock-jump", doc = "the time of day jumps, and back at the end")
    record ClockJump(
            @Parts.Nodes List<String> nodes,

            @Part(is = Notation.DURATION, said = "by", doc = "how far, negative into the past")
            Duration by,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is wrong")
            Duration lasting)
            implements ClockFault {
        /** Makes one of a single node. */
        public ClockJump(String node, Duration by, Duration lasting) {
            this(List.of(node), by, lasting);
        }

        /** Checks the ranges. */
        public ClockJump {
            nodes = Names.checkOrAll(nodes);
            Times.checkJump(by);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * A node's clocks run fast or slow. When the time is over they run at the right rate, and the time of day is set
     * right.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param ppm by how many millionths they run fast, from -999,999 to 10,000,000; negative is slow; not zero
     * @param lasting how long it is so
     */
    @Kind(word = "clock-drift", doc = "the clocks run fast or slow")
    record ClockDrift(
            @Parts.Nodes List<String> nodes,

            @Part(is = Notation.PPM, said = "by", doc = "how much too fast, negative for slow")
            long ppm,

            @Parts.Lasting Duration lasting)
            implements ClockFault {
        /** Makes one of a single node. */
        public ClockDrift(String node, long ppm, Duration lasting) {
            this(List.of(node), ppm, lasting);
        }

        /** Checks the ranges. */
        public ClockDrift {
            nodes = Names.checkOrAll(nodes);
            WrongPart.unless(
                    ppm != 0 && ppm >= -999_999 && ppm <= 10_000_000,
                    "ppm",
                    "the drift must be from -999999 to 10000000 ppm and not zero, was " + ppm);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * The time of day stands still; the monotonic clock goes on.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param lasting how long it is so
     */
    @Kind(word = "clock-freeze", doc = "the time of day stands still, and is right again at the end")
    record ClockFreeze(
            @Parts.Nodes List<String> nodes, @Parts.Lasting Duration lasting) implements ClockFault {
        /** Checks the ranges. */
        public ClockFreeze {
            nodes = Names.checkOrAll(nodes);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * The time of day jumps to and fro.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param by how far; not zero, 36,500 days at most
     * @param every how long it is wrong, and then right
     * @param lasting how long it is so
     */
    @Kind(word = "clock-strobe", doc = "the time of day jumps to and fro")
    record ClockStrobe(
            @Parts.Nodes List<String> nodes,

            @Part(is = Notation.DURATION, said = "by", doc = "how far, negative into the past")
            Duration by,

            @Part(is = Notation.DURATION, said = "every", doc = "how long it is wrong, and then right")
            Duration every,

            @Parts.Lasting Duration lasting)
            implements ClockFault {
        /** Checks the ranges. */
        public ClockStrobe {
            nodes = Names.checkOrAll(nodes);
            Times.checkJump(by);
            WrongPart.unless(
                    every.compareTo(Duration.ofMillis(1)) >= 0 && every.compareTo(Duration.ofDays(1)) <= 0,
                    "every",
                    "a clock may jump every 1ms to 24h, was " + Times.text(every));
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }
}
