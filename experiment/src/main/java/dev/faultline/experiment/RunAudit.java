package dev.faultline.experiment;

import dev.faultline.journal.Amount;
import dev.faultline.journal.Event;
import dev.faultline.journal.EventReader;
import dev.faultline.journal.HistoryReader;
import dev.faultline.journal.Limits;
import dev.faultline.journal.MalformedJournalException;
import dev.faultline.journal.Manifest;
import dev.faultline.journal.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a run folder back and looks whether its parts agree: steps are dense, causes come earlier, Lamport clocks follow
 * from the causes, every operation has its completion, and every delivered message has among its causes the send of its
 * bytes; that the manifest counts as many events, and that the events tell of every line of the history.
 *
 * <p>It shares no code with what wrote the folder but the reader of each line.
 *
 * @param events how many events were read
 * @param delivered how many of them are deliveries of a message
 * @param operations how many lines the history has
 * @param faults what is wrong, at most {@link #FAULTS_MAX} lines
 */
public record RunAudit(long events, long delivered, long operations, List<String> faults) {
    /** No more faults than so many are listed. */
    public static final int FAULTS_MAX = 20;

    /** Copies the list. */
    public RunAudit {
        faults = List.copyOf(faults);
    }

    /**
     * Audits a run.
     *
     * @throws dev.faultline.journal.MalformedJournalException never for the events and the history, whose faults are
     *     listed; for the manifest, if it cannot be read
     */
    public static RunAudit of(Path folder) {
        RunFolder run = RunFolder.open(folder);
        List<String> faults = new ArrayList<>();
        long[] counts = new long[3];
        long told = 0;
        try (EventReader events = EventReader.openVerifyingClocks(run.events(), Limits.DEFAULT)) {
            Sends sends = new Sends();
            while (events.hasNext()) {
                Event event = events.next();
                counts[0]++;
                switch (event.name()) {
                    case "MessageSent" -> sends.add(event);
                    case "MessageDelivered" -> {
                        counts[1]++;
                        if (!sends.isCausedBySend(event)) {
                            note(faults, "event " + event.step() + ": no send of its bytes is among its causes");
                        }
                    }
                    case "OperationInvoked", "OperationCompleted", "FaultInjected", "FaultHealed" -> told++;
                    default -> {}
                }
            }
        } catch (MalformedJournalException e) {
            note(faults, String.valueOf(e.getMessage()));
        }
        try (HistoryReader history = HistoryReader.open(run.history())) {
            while (history.hasNext()) {
                history.next();
                counts[2]++;
            }
        } catch (MalformedJournalException e) {
            note(faults, String.valueOf(e.getMessage()));
        }
        if (faults.isEmpty()) {
            compare(run.manifest(), counts[0], counts[2], told).forEach(fault -> note(faults, fault));
        }
        return new RunAudit(counts[0], counts[1], counts[2], faults);
    }

    /** A file that was cut at the end of a line is well formed. */
    private static List<String> compare(Manifest manifest, long events, long lines, long told) {
        List<String> faults = new ArrayList<>();
        Map<String, @Nullable Object> simulator = manifest.sections().getOrDefault("sim", Map.of());
        if (simulator.get("events") instanceof Number counted && counted.longValue() != events) {
            faults.add("there are " + Amount.of(events, "event") + ", and the manifest counts " + counted);
        }
        if (events == 0) {
            faults.add("there are no events");
        }
        if (lines != told) {
            faults.add("the history has " + Amount.of(lines, "line") + ", and the events tell of " + told);
        }
        return faults;
    }

    private static void note(List<String> faults, String fault) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(fault);
        }
    }

    /** Returns whether nothing is wrong. */
    public boolean isSound() {
        return faults.isEmpty();
    }

    @Override
    public String toString() {
        return Amount.of(events, "event") + " (" + Amount.of(delivered, "delivery") + "), "
                + Amount.of(operations, "line") + " of history: " + (isSound() ? "sound" : String.join("\n", faults));
    }

    /** The sends of each direction of each connection, by the place of their bytes in the stream. */
    private static final class Sends {
        private final Map<String, NavigableMap<Long, Event>> byStream = new TreeMap<>();

        void add(Event sent) {
            byStream.computeIfAbsent(stream(sent, sent.node()), key -> new TreeMap<>())
                    .put(number(sent, "offset"), sent);
        }

        boolean isCausedBySend(Event delivered) {
            String from = String.valueOf(delivered.data().get("from"));
            NavigableMap<Long, Event> sends = byStream.get(stream(delivered, from));
            if (sends == null) {
                return false;
            }
            long first = number(delivered, "offset");
            long last = first + number(delivered, "bytes") - 1;
            Map.Entry<Long, Event> covering = sends.floorEntry(last);
            while (covering != null && covering.getKey() + number(covering.getValue(), "bytes") > first) {
                if (!delivered.cause().contains(covering.getValue().step())) {
                    return false;
                }
                covering = sends.lowerEntry(covering.getKey());
            }
            return sends.floorEntry(first) != null;
        }

        private static String stream(Event event, String sender) {
            return event.data().get("connection") + " from " + sender;
        }

        private static long number(Event event, String key) {
            return event.data().get(key) instanceof Number number ? number.longValue() : -1;
        }
    }
}
