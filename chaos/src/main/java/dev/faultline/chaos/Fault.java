package dev.faultline.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
 * read-only-disk n1 for 5s                       datagrams all &lt;&gt; all with loss 0.1 duplication 0.05 reordering 0.2 for 5s
 * disk-error n1 at sync of /data with 0.5 for 5s
 * record-change n1 of /data/**.log record last field value checksum right for 10s
 * loss all &lt;&gt; all with 0.01 only udp except 0 of port 53 else 0.5 of from n1 to n2 for 5s
 * cpu-share n1 to 0.5 for 5s                      memory-limit n1 to 64MB lifetime ever for 5s
 * method-throw n1 of org.example.Store.write* throwing java.io.IOException saying "disk full" with 0.1 for 5s
 * </pre>
 *
 * <p>Durations are decimal numbers with one of the units ns, us, ms, s, m, h, whole in nanoseconds, above zero and 100
 * days at most. Nodes go by their host names; {@code all} means every node that the faults may touch. All faults are
 * immutable. Their constructors throw {@link IllegalArgumentException} where a value is out of its range.
 */
public sealed interface Fault
        permits ProcessFault,
                NetworkFault,
                PacketFault,
                ReorderingFault,
                ClockFault,
                StorageFault,
                DamageFault,
                RecordFault,
                ResourceFault,
                CodeFault {
    /** The word for every node that the faults may touch. */
    String ALL = "all";

    /** Returns how long the fault lasts; zero for {@link NetworkFault.Reset}. */
    Duration lasting();

    /** Returns the first word of the fault's text, one of {@link #kinds}. */
    default String kind() {
        return Form.of(this).word();
    }

    /**
     * Returns those of the nodes that the fault touches: whose process, clock or disk it breaks, or at whose links.
     *
     * @param nodes what {@link #ALL} stands for
     */
    default List<String> touches(List<String> nodes) {
        List<String> named = Names.mentionedBy(this);
        return nodes.stream()
                .filter(node -> named.contains(node) || named.contains(ALL))
                .toList();
    }

    /** Returns the nodes that it names, {@link #ALL} not among them. */
    default List<String> named() {
        return Names.in(this);
    }

    /** Returns whether it is the links between nodes that it breaks, and not the nodes. */
    default boolean isOfLinks() {
        return this instanceof NetworkFault || this instanceof PacketFault || this instanceof ReorderingFault;
    }

    /**
     * Checks that it names only these nodes.
     *
     * @param linked other nodes, of which it may break the links
     * @throws IllegalArgumentException if not
     */
    default void requireNodes(List<String> nodes, List<String> linked) {
        for (String name : named()) {
            if (nodes.contains(name) || (isOfLinks() && linked.contains(name))) {
                continue;
            }
            throw new IllegalArgumentException(
                    linked.contains(name)
                            ? "of '" + name + "' faults may touch the links only; the nodes are "
                                    + String.join(", ", nodes)
                            : "unknown node '" + name + "'; the nodes are " + String.join(", ", nodes));
        }
    }

    /**
     * Returns a thing that both this fault and the other have hold of, so that the one which ends first would undo the
     * other: the process of a node, a link's cut, a node's time of day. Empty if there is none.
     *
     * @param nodes what {@link #ALL} stands for
     */
    default Optional<String> conflict(Fault other, List<String> nodes) {
        Set<String> others = Claims.of(other, nodes);
        return Claims.of(this, nodes).stream().filter(others::contains).findFirst();
    }

    /** Returns whether the fault keeps the node from running while it lasts. */
    default boolean holds(String node, List<String> nodes) {
        return this instanceof ProcessFault && touches(nodes).contains(node);
    }

    /** Returns this fault, for a shorter time if it lasts longer than this. */
    default Fault lastingAtMost(Duration longest) {
        return lasting().compareTo(longest) <= 0 ? this : Form.withLasting(this, longest);
    }

    /** Returns the names of a fault, or those of all nodes where that is what they say. */
    static List<String> expand(List<String> names, List<String> nodes) {
        return Names.expand(names, nodes);
    }

    /** Returns the kinds of faults that there are. */
    static List<String> kinds() {
        return Form.all().stream().map(Form::word).toList();
    }

    /**
     * Reads a fault from the line that {@code toString} writes. Spaces may be wider than need be.
     *
     * @throws IllegalArgumentException if the line is not a fault; the message names the column and what would be right
     */
    static Fault parse(String line) {
        return FaultParser.parse(line);
    }
}
