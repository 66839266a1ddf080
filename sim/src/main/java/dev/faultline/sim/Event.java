package dev.faultline.sim;

import java.util.List;
import java.util.Map;

/**
 * Something that happened in a run.
 *
 * @param step the number of the event in its run: 0, 1, 2, ...
 * @param name what happened, such as {@code MessageDelivered}
 * @param node the node where it happened; empty for what happens to the run as a whole
 * @param thread the thread or part of the node; empty when there is none
 * @param data what else there is to know, in the order to be shown: strings, whole numbers, booleans
 * @param timeNanos virtual time since the start of the run
 * @param causes the numbers of the events that made this one happen, ascending, each below {@code step}: the event
 *     before in the same thread, the events of whoever woke the thread, the send of a delivered message, the event that
 *     set a timer
 */
public record Event(
        long step,
        String name,
        String node,
        String thread,
        Map<String, Object> data,
        long timeNanos,
        List<Long> causes) {}
