package dev.faultline.experiment;

import java.util.List;

/**
 * What became of a node of the system, as far as the run went.
 *
 * @param node its name
 * @param state where it stood at the end of the run
 * @param sentence the same in one line, with what matters of it: ports, status, exception, place
 * @param fault the last fault that touched the node: its number and text; empty if none has
 * @param ends each time its program ended by itself, in order
 * @param lastLines what it printed last, each line with the virtual time in front
 * @param stacks the threads that tell why it stands still, each with its stack; none where it does not
 */
public record NodeStory(
        String node,
        State state,
        String sentence,
        String fault,
        List<NodeEnd> ends,
        List<String> lastLines,
        List<String> stacks) {
    /** Where a node stands. */
    public enum State {
        /** It listens for connections or datagrams. */
        SERVES(true),
        /** It listens nowhere, but has threads that go on or will be woken. */
        RUNS(true),
        /** A fault has ended or paused it, and the run was over before it was whole again. */
        DOWN(true),
        /** Its main thread computes, and has not waited for long. */
        BUSY(false),
        /** Threads of it wait for each other for ever. */
        DEADLOCKED(false),
        /** All of its threads wait, and nothing is there to wake them. */
        STUCK(false),
        /** It goes on, but an exception has taken its main thread. */
        HEADLESS(false),
        /** Its program has ended by itself. */
        ENDED(false),
        /** It was never started. */
        NOT_STARTED(false);

        private final boolean sound;

        State(boolean sound) {
            this.sound = sound;
        }

        /** Returns whether a node that stands so does what it was started for, or a fault is the reason that it does not. */
        public boolean isSound() {
            return sound;
        }
    }

    /** Copies the lists. */
    public NodeStory {
        ends = List.copyOf(ends);
        lastLines = List.copyOf(lastLines);
        stacks = List.copyOf(stacks);
    }
}
