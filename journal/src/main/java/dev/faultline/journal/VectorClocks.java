package dev.faultline.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which event happened before which, exactly: {@code a} before {@code b} when {@code b} is reachable from {@code a}
 * through causes.
 *
 * <p>A vector with one counter a node (C. Fidge, "Timestamps in Message-Passing Systems That Preserve the Partial
 * Ordering", 1988; F. Mattern, "Virtual Time and Global States of Distributed Systems", 1989) says this only when each
 * node does one thing at a time. Real nodes have threads, so each node gets as many lanes as it needs, in each of which
 * every event happened before the next: an event goes on in a lane whose last event is in its past, or opens one (A.
 * Agarwal, V. Garg, "Efficient Dependency Tracking for Relevant Events in Shared-Memory Systems", 2005). A node that
 * does one thing at a time has one lane, and the clock is the classical one.
 *
 * <p>A question costs constant time. Making it costs O(lanes) an event at worst; an event with one cause that goes on
 * in its lane costs constant time and shares its cause's vector. Immutable, so thread-safe.
 */
public final class VectorClocks {
    /** 256 MiB of counters. */
    private static final long CELL_LIMIT = 1L << 26;

    private static final int[] NOTHING = {};

    private final Map<String, List<Integer>> lanesByNode = new LinkedHashMap<>();
    private final List<String> nodesByLane = new ArrayList<>();
    private final IntList laneLengths = new IntList();
    private final IntList lanes = new IntList();
    private final IntList positions = new IntList();
    private final List<int[]> pasts = new ArrayList<>();
    private long cells;

    private VectorClocks() {}

    /**
     * Reads events to the end.
     *
     * @param events from step 0 on, such as an {@link EventReader}
     * @throws IllegalArgumentException when the steps are not dense
     * @throws IllegalStateException when so much is concurrent that the vectors exceed 256 MiB
     */
    public static VectorClocks of(Iterator<Event> events) {
        VectorClocks clocks = new VectorClocks();
        while (events.hasNext()) {
            clocks.add(events.next());
        }
        return clocks;
    }

    private void add(Event event) {
        int step = lanes.size();
        if (event.step() != step) {
            throw new IllegalArgumentException("step " + event.step() + " where " + step + " comes next");
        }
        List<Integer> own = lanesByNode.computeIfAbsent(event.node(), _ -> new ArrayList<>());
        if (event.cause().size() == 1) {
            int cause = Math.toIntExact(event.cause().getFirst());
            int lane = lanes.get(cause);
            if (positions.get(cause) == laneLengths.get(lane)
                    && nodesByLane.get(lane).equals(event.node())) {
                put(lane, pasts.get(cause));
                return;
            }
        }
        int[] past = merge(event.cause());
        for (int lane : own) {
            if (count(past, lane) == laneLengths.get(lane)) {
                put(lane, past);
                return;
            }
        }
        int lane = laneLengths.size();
        laneLengths.add(0);
        own.add(lane);
        nodesByLane.add(event.node());
        put(lane, past);
    }

    private void put(int lane, int[] past) {
        int position = laneLengths.get(lane) + 1;
        laneLengths.set(lane, position);
        lanes.add(lane);
        positions.add(position);
        pasts.add(past);
    }

    /** The greatest counter of each lane among the causes. */
    private int[] merge(List<Long> causes) {
        int length = 0;
        for (long step : causes) {
            int cause = (int) step;
            length = Math.max(length, Math.max(pasts.get(cause).length, lanes.get(cause) + 1));
        }
        if (length == 0) {
            return NOTHING;
        }
        cells += length;
        if (cells > CELL_LIMIT) {
            throw new IllegalStateException("more than " + CELL_LIMIT
                    + " counters: too much of this run is concurrent for vector clocks; ask CausalPast for one event");
        }
        int[] merged = new int[length];
        for (long step : causes) {
            int cause = (int) step;
            int[] past = pasts.get(cause);
            for (int lane = 0; lane < past.length; lane++) {
                merged[lane] = Math.max(merged[lane], past[lane]);
            }
            merged[lanes.get(cause)] = Math.max(merged[lanes.get(cause)], positions.get(cause));
        }
        return merged;
    }

    private static int count(int[] past, int lane) {
        return lane < past.length ? past[lane] : 0;
    }

    /** How many events there are. */
    public long events() {
        return lanes.size();
    }

    /**
     * Whether the event {@code earlier} is among the causes of {@code later}, or their causes, and so on; no event
     * happened before itself.
     *
     * @throws IndexOutOfBoundsException when a step is not below {@link #events}
     */
    public boolean happensBefore(long earlier, long later) {
        int from = index(earlier);
        int to = index(later);
        return from != to && clock(to, lanes.get(from)) >= positions.get(from);
    }

    /** Whether two different events are without influence on each other. */
    public boolean concurrent(long one, long other) {
        return one != other && !happensBefore(one, other) && !happensBefore(other, one);
    }

    /**
     * The clock of an event: for each node that is in its past or its own, how many events of each of the node's lanes
     * are, the event included. Nodes are in the order of their first event.
     *
     * @throws IndexOutOfBoundsException when the step is not below {@link #events}
     */
    public Map<String, List<Integer>> at(long step) {
        int event = index(step);
        Map<String, List<Integer>> clock = new LinkedHashMap<>();
        lanesByNode.forEach((node, own) -> {
            int[] counts = own.stream().mapToInt(lane -> clock(event, lane)).toArray();
            int length = counts.length;
            while (length > 0 && counts[length - 1] == 0) {
                length--;
            }
            if (length > 0) {
                clock.put(node, Arrays.stream(counts, 0, length).boxed().toList());
            }
        });
        return clock;
    }

    /** A vector may be shared along a lane, so the event's own counter stands apart from it. */
    private int clock(int event, int lane) {
        return lane == lanes.get(event) ? positions.get(event) : count(pasts.get(event), lane);
    }

    private int index(long step) {
        if (step < 0 || step >= lanes.size()) {
            throw new IndexOutOfBoundsException("step " + step + " of " + lanes.size() + " events");
        }
        return (int) step;
    }
}
