package dev.faultline.chaos.file;

import dev.faultline.journal.Spelling;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The events that a run of an experiment can have and what is in their data, as {@code docs/events.md} lists them: who waits for
 * another waits in vain.
 */
public final class EventNames {
    private static final Map<String, List<String>> DATA = data("""
        AllHealed: startedNodes
        CausesJoined:
        ClockDrifts: ppm
        ClockFrozen:
        ClockJumped: byNanos
        ClockSteady:
        ClockStrobes: byNanos periodNanos
        ConnectionAccepted: connection from
        ConnectionEstablished: connection with
        ConnectionRefused: connection by
        ConnectionRequested: connection from to
        DamageRead: path at bytes
        DatagramCorrupted: datagram from bit
        DatagramDelivered: datagram from to bytes
        DatagramFaultsSet: from to faults
        DatagramLost: datagram from to why
        DatagramSent: datagram from to bytes
        DiskBack:
        DiskCrashed: files pagesKept pagesTorn pagesLost changesKept changesUndone
        DiskGone:
        DiskReadOnly:
        DiskWiped:
        DiskWritable:
        DisturbanceBegan: what
        DisturbanceEnded: what
        FaultHealed: number effective effect
        FaultInjected: number fault
        FileDamaged: path effect at bytes
        FileFault: path operation error
        FileSpoiled: path operation effect at bit kept bytes to
        FileSynced: path bytes latencyNanos
        LimitReached: limit
        LimitsSet: openFiles threads processorShare heapBytes heapLifetimeNanos
        LinePrinted: line
        LinkCut: from to
        LinkHealed: from to
        LinkResumed: from to
        LinkSlowed: from to extra
        LinkStalled: from to
        LinkUnslowed: from to
        MessageDelivered: connection from bytes offset
        MessageHeld: connection to
        MessageSent: connection to bytes offset
        MethodStruck: method effect
        NativeLibraryRefused: library reason
        NodeChanged: classPath
        NodeExited: status threads
        NodeKilled: threads
        NodePaused:
        NodePoweredOff: threads
        NodeRestarted: node why restarts
        NodeResumed: readyThreads
        NodeStarted: generation
        OperationCompleted: process type f key value by
        OperationInvoked: process f key value to
        ProbeRead: probe value
        StreamBroken: connection to why
        StreamClosed: connection to offset
        StreamReset: connection by
        SyncLost: path
        ThreadEnded:
        ThreadStarted:
        UncaughtException: exception
        Unmodelled: what
        WorkloadMark: name
        """);

    /** The names, in alphabetical order. */
    public static final List<String> ALL = List.copyOf(DATA.keySet());

    private EventNames() {}

    private static Map<String, List<String>> data(String lines) {
        Map<String, List<String>> data = new LinkedHashMap<>();
        lines.lines().forEach(line -> {
            String[] sides = line.split(":", 2);
            String names = sides[1].strip();
            data.put(sides[0], names.isEmpty() ? List.of() : List.of(names.split(" ")));
        });
        return Collections.unmodifiableMap(data);
    }

    /** Returns the names that the data of an event may have; none if there is no such event. */
    public static List<String> dataOf(String event) {
        return DATA.getOrDefault(event, List.of());
    }

    /** Returns that the data of an event never has this name, with what was probably meant; nothing if it may, or there is no such event. */
    static Optional<String> wrongData(String event, String name) {
        List<String> names = dataOf(event);
        return !DATA.containsKey(event) || names.contains(name)
                ? Optional.empty()
                : Optional.of("'" + name + "' is never in the data of " + event + "; "
                        + Spelling.hint(name, "names there", names));
    }
}
