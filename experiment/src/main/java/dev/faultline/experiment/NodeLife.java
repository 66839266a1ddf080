package dev.faultline.experiment;

import dev.faultline.experiment.NodeStory.State;
import dev.faultline.sim.Ending;
import dev.faultline.sim.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is known of one node while a run goes on. */
final class NodeLife {
    private static final double NANOS = 1e9;
    private static final List<String> MACHINERY = List.of(
            "dev.faultline.sim.",
            "java.lang.VirtualThread",
            "java.lang.System$1",
            "java.lang.Thread",
            "java.lang.reflect.Method",
            "jdk.internal.reflect.");
    private static final long NOT_RESTARTED = -1;

    private final String node;
    private final List<NodeEnd> ends = new ArrayList<>();
    private final LastLines lines = new LastLines();
    private boolean started;
    private boolean running;
    private long startedNanos;
    private String fault = "";
    /** Whether it stood still before the first fault touched it, which is no fault's doing. */
    private boolean stoodStill;

    private @Nullable NodeEnd open;

    NodeLife(String node) {
        this.node = node;
    }

    void started(long nanos) {
        close(nanos);
        lines.clear();
        started = true;
        running = true;
        startedNanos = nanos;
    }

    void exited(int status, long nanos) {
        running = false;
        String exception = open == null ? "" : open.exception();
        open = new NodeEnd(node, true, status, exception, startedNanos, nanos, fault, NOT_RESTARTED, List.of());
    }

    void mainThrew(String exception, long nanos) {
        open = new NodeEnd(node, false, 0, exception, startedNanos, nanos, fault, NOT_RESTARTED, List.of());
    }

    /** Takes that a fault touches the node, which stands so until now. */
    void touched(String by, Supplier<Standing> now) {
        if (fault.isEmpty() && open == null) {
            stoodStill = !state(now.get(), null).isSound();
        }
        fault = by;
    }

    void printed(String line, long nanos) {
        lines.add(line, nanos);
    }

    /** Completes what is known of the last end: what a program prints last may come after the event. */
    private void close(long restartedNanos) {
        NodeEnd end = open;
        if (end != null) {
            ends.add(new NodeEnd(
                    end.node(),
                    end.exited(),
                    end.status(),
                    end.exception(),
                    end.startedNanos(),
                    end.atNanos(),
                    end.fault(),
                    restartedNanos,
                    lines.last()));
            open = null;
        }
    }

    NodeStory story(Standing standing) {
        NodeEnd last = open;
        close(NOT_RESTARTED);
        State state = state(standing, last);
        List<String> stacks = state.isSound()
                ? List.of()
                : standing.threads().stream().map(NodeLife::stack).toList();
        String sentence = sentence(state, standing, last);
        boolean always = stoodStill && !state.isSound();
        return new NodeStory(
                node,
                state,
                always ? sentence + ", as it did before any fault touched it" : sentence,
                always ? "" : fault,
                ends,
                lines.last(),
                stacks);
    }

    private State state(Standing standing, @Nullable NodeEnd last) {
        if (!started) {
            return State.NOT_STARTED;
        }
        if (last != null) {
            return last.exited() ? State.ENDED : State.HEADLESS;
        }
        return switch (standing.state()) {
            case GONE, PAUSED -> State.DOWN;
            case SERVES -> State.SERVES;
            case RUNS -> State.RUNS;
            case BUSY -> State.BUSY;
            case DEADLOCKED -> State.DEADLOCKED;
            case STUCK -> State.STUCK;
        };
    }

    private String sentence(State state, Standing standing, @Nullable NodeEnd last) {
        String ports = standing.ports().isEmpty() ? "listens nowhere" : "listens at " + ports(standing);
        return switch (state) {
            case SERVES -> node + " " + ports;
            case RUNS -> node + " runs, and " + ports + main(standing);
            case DOWN -> node + " is " + (running ? "paused" : "down") + " by fault " + fault;
            case BUSY ->
                node + " " + ports + ", and its thread "
                        + standing.threads().getFirst().thread() + " is in a busy loop" + main(standing);
            case DEADLOCKED ->
                node + " " + ports + ", and is deadlocked: "
                        + String.join(
                                ", ",
                                standing.threads().stream()
                                        .map(thread -> '"' + thread.thread() + '"')
                                        .toList())
                        + " wait for each other for ever";
            case STUCK ->
                node + " " + ports + ", and stands still: all of its threads wait, and nothing will wake them";
            case HEADLESS, ENDED -> last == null ? node + " has ended" : last.sentence();
            case NOT_STARTED -> node + " was never started";
        };
    }

    /** Returns the thread with its stack, without the frames below the program's own and those of parking. */
    private static String stack(Ending.ThreadState thread) {
        return new Ending.ThreadState(
                        thread.node(),
                        thread.thread(),
                        thread.state(),
                        thread.stack().stream()
                                .filter(frame -> MACHINERY.stream().noneMatch(frame.getClassName()::startsWith))
                                .toList())
                .toString();
    }

    private static String ports(Standing standing) {
        return String.join(", ", standing.ports());
    }

    private String main(Standing standing) {
        for (Ending.ThreadState thread : standing.threads()) {
            for (StackTraceElement frame : thread.stack()) {
                if (frame.getModuleName() == null && MACHINERY.stream().noneMatch(frame.getClassName()::startsWith)) {
                    return ", main "
                            + thread.state().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " at " + frame;
                }
            }
        }
        return String.format(Locale.ROOT, ", since %.3f s", startedNanos / NANOS);
    }
}
