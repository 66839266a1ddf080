package dev.faultline.chaos;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a system claims to survive. A plan never breaks more than that, so that whatever goes wrong is a bug.
 *
 * <p>A node whose disk was damaged may hold less than it has acknowledged, for ever. So it counts among those that are down or
 * cut off for the whole run: with one node that may be down and one that may be damaged, both are the same node.
 *
 * @param down how many nodes may be killed, stopped, without power or paused at once, or refused what their programs may end
 *     without: disks that fail, are full or only to be read, files, threads, memory
 * @param cutOff how many nodes may be cut off from the rest at once: the smaller side of a partition
 * @param damaged on how many nodes, in the whole run, what is on the disk may become other than what was written
 */
public record SafetyBudget(int down, int cutOff, int damaged) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is negative
     */
    public SafetyBudget {
        if (down < 0 || cutOff < 0 || damaged < 0) {
            throw new IllegalArgumentException(
                    "a budget is not negative: " + down + " down, " + cutOff + " cut off, " + damaged + " damaged");
        }
    }

    /** Returns the budget of a system that survives any cut of links, and no damage. */
    public static SafetyBudget ofDown(int down) {
        return new SafetyBudget(down, Integer.MAX_VALUE, 0);
    }

    /**
     * Returns which nodes are missing while some faults last together: those that are down, and those that do not belong to the
     * largest rest that can meet.
     *
     * @param nodes all nodes
     * @return empty if one of the faults breaks anything else, so that more than some nodes is wrong
     */
    public static Optional<Set<String>> missing(Collection<Fault> together, List<String> nodes) {
        Set<String> down = new LinkedHashSet<>();
        for (Fault fault : together) {
            if (fault instanceof ProcessFault) {
                down.addAll(fault.touches(nodes));
            } else if (!CutOff.breaksWays(fault)) {
                return Optional.empty();
            }
        }
        return Optional.of(CutOff.missing(together, nodes, down));
    }

    /** Returns this budget with another number of nodes that may be down. */
    public SafetyBudget withDown(int count) {
        return new SafetyBudget(count, cutOff, damaged);
    }
}
