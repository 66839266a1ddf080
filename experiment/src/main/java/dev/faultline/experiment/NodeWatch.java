package dev.faultline.experiment;

import dev.faultline.chaos.Fault;
import dev.faultline.sim.Ending;
import dev.faultline.sim.Event;
import dev.faultline.sim.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Watches the nodes of the system through a run, to tell afterwards what became of each. */
final class NodeWatch {
    private final Map<String, Member> nodes = new LinkedHashMap<>();
    private final Map<String, NodeLife> lives = new LinkedHashMap<>();
    private long lastHealedNanos = -1;
    private boolean allHealed;

    /**
     * Makes one.
     *
     * @param nodes those of the system
     */
    NodeWatch(List<Member> nodes) {
        nodes.forEach(node -> this.nodes.put(node.name(), node));
        nodes.forEach(node -> lives.put(node.name(), new NodeLife(node.name())));
    }

    /** Takes an event of the run. */
    void observe(Event event) {
        switch (event.name()) {
            case "NodeStarted" -> of(event, life -> life.started(event.timeNanos()));
            case "NodeExited" ->
                of(
                        event,
                        life -> life.exited(
                                Integer.parseInt(String.valueOf(event.data().get("status"))), event.timeNanos()));
            case "UncaughtException" -> {
                if (event.thread().equals("main")) {
                    of(event, life -> life.mainThrew(String.valueOf(event.data().get("exception")), event.timeNanos()));
                }
            }
            case "FaultInjected" ->
                touch(
                        event.data().get("number") + ". ",
                        Fault.parse(String.valueOf(event.data().get("fault"))));
            case "FaultHealed" -> lastHealedNanos = event.timeNanos();
            case "AllHealed" -> {
                allHealed = true;
                boolean mended =
                        !String.valueOf(event.data().get("startedNodes")).equals("0");
                lastHealedNanos = mended || lastHealedNanos < 0 ? event.timeNanos() : lastHealedNanos;
            }
            default -> {}
        }
    }

    /** Returns when everything was whole for good; empty if the run ended before. */
    OptionalLong healedNanos() {
        return allHealed ? OptionalLong.of(lastHealedNanos) : OptionalLong.empty();
    }

    private void of(Event event, Consumer<NodeLife> action) {
        NodeLife life = lives.get(event.node());
        if (life != null) {
            action.accept(life);
        }
    }

    private void touch(String number, Fault fault) {
        for (String name : fault.touches(List.copyOf(nodes.keySet()))) {
            life(name).touched(number + fault, Objects.requireNonNull(nodes.get(name))::standing);
        }
    }

    private NodeLife life(String name) {
        NodeLife life = lives.get(name);
        if (life == null) {
            throw new IllegalArgumentException("there is no node " + name);
        }
        return life;
    }

    /** Takes a line that a node printed. */
    void printed(String node, String line, long nanos) {
        NodeLife life = lives.get(node);
        if (life != null) {
            life.printed(line, nanos);
        }
    }

    /** Returns what became of the nodes, in their order, when the run has ended. */
    List<NodeStory> stories(List<Member> nodes, Ending ending) {
        List<NodeStory> stories = new ArrayList<>();
        for (Member node : nodes) {
            stories.add(
                    ending instanceof Ending.BusyLoop loop
                            ? besideBusyLoop(node, loop)
                            : life(node.name()).story(node.standing()));
        }
        return stories;
    }

    /** Where a thread cannot be stopped, nobody can ask the others where they stand. */
    private NodeStory besideBusyLoop(Member node, Ending.BusyLoop loop) {
        boolean its = loop.thread().node().equals(node.name());
        Standing standing = its
                ? new Standing(Standing.State.BUSY, List.of(), List.of(loop.thread()))
                : new Standing(node.isRunning() ? Standing.State.RUNS : Standing.State.GONE, List.of(), List.of());
        return life(node.name()).story(standing);
    }
}
