package dev.faultline.sim.internal.net;

import dev.faultline.sim.Cause;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a stream: the send buffer, what is in flight, and how far the receiver lets it go.
 *
 * <p>Costs of a write: one copy of the bytes, one timer.
 */
public final class StreamSender {
    static final int SEGMENT_BYTES_MAX = 65_536;

    /** A segment is cut at the edge of the window only if the part is worth it or nothing else is in flight. */
    private static final int PART_BYTES_MIN = 1_460;

    final StreamRetransmission retransmission;
    private final StreamEnd end;
    private final ArrayDeque<Segment> unsent = new ArrayDeque<>();
    private final ArrayDeque<Segment> inFlight = new ArrayDeque<>();
    /** The number of the next byte that the application writes. */
    private long written;
    /** The number of the next byte to be sent for the first time. */
    private long sent;

    private long acknowledged;
    private long windowEdge;
    private int buffered;
    private boolean ended;
    private boolean updateLost;

    StreamSender(StreamEnd end) {
        this.end = end;
        retransmission = new StreamRetransmission(end, this);
    }

    void open(long edge) {
        windowEdge = edge;
    }

    /** Returns how many bytes the send buffer would take now. */
    public int room() {
        return Math.max(0, end.settings.sendBufferBytes() - buffered);
    }

    /** Returns whether waiting writers and selectors should be told: a third of the buffer is free, as in Linux. */
    boolean isRoomy() {
        return room() >= end.settings.sendBufferBytes() / 3;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Returns whether everything up to the end of the stream has arrived. */
    public boolean isDone() {
        return ended && unsent.isEmpty() && inFlight.isEmpty();
    }

    boolean isDrained() {
        return unsent.isEmpty() && inFlight.isEmpty();
    }

    /** Takes as many bytes as fit in the send buffer, possibly none. */
    int write(ByteBuffer source, boolean urgent) {
        int count = Math.min(Math.min(source.remaining(), room()), SEGMENT_BYTES_MAX);
        if (count == 0) {
            return 0;
        }
        byte[] bytes = new byte[count];
        source.get(bytes);
        Cause cause = end.path.record(
                "MessageSent",
                "connection",
                end.path.connection(),
                "to",
                end.path.remoteName(),
                "bytes",
                count,
                "offset",
                written);
        end.scheduler().setCause(cause);
        unsent.add(Segment.data(end, written, bytes, urgent, cause));
        written += count;
        buffered += count;
        pump();
        return count;
    }

    /** Ends the stream after what is in the buffer. */
    void end() {
        if (!ended) {
            ended = true;
            Cause cause = end.path.record(
                    "StreamClosed",
                    "connection",
                    end.path.connection(),
                    "to",
                    end.path.remoteName(),
                    "offset",
                    written);
            end.scheduler().setCause(cause);
            unsent.add(Segment.end(end, written, cause));
            written++;
            pump();
        }
    }

    /** Sends what may be sent. */
    void pump() {
        while (!retransmission.isUnderWay()) {
            Segment next = unsent.peek();
            if (next == null) {
                return;
            }
            long room = windowEdge - sent;
            Segment part = fitting(next, room);
            if (part == null) {
                if (inFlight.isEmpty() && updateLost) {
                    updateLost = false;
                    probe();
                }
                return;
            }
            unsent.remove();
            if (part != next) {
                unsent.addFirst(next.tail(part.length));
            }
            sent = part.next();
            inFlight.add(part);
            send(part);
        }
    }

    private void send(Segment segment) {
        segment.acknowledged = end.receiver.next();
        end.path.link().send(segment);
    }

    private @Nullable Segment fitting(Segment segment, long room) {
        if (segment.length <= room) {
            return segment;
        }
        return room >= PART_BYTES_MIN || (room > 0 && inFlight.isEmpty()) ? segment.head((int) room) : null;
    }

    /** Called when a segment has arrived, which acknowledges too: news only if an acknowledgement before it was lost. */
    void acknowledgedBeside(long next) {
        if (next > acknowledged) {
            acknowledged(next, windowEdge);
        }
    }

    /** Called when an acknowledgement has arrived. */
    void acknowledged(long next, long edge) {
        windowEdge = Math.max(windowEdge, edge);
        boolean progress = next > acknowledged;
        if (progress) {
            acknowledged = next;
            for (Segment first = inFlight.peek(); first != null && first.next() <= next; first = inFlight.peek()) {
                inFlight.remove();
                buffered -= first.length;
            }
        }
        if (progress || inFlight.isEmpty()) {
            boolean wasResending = retransmission.isUnderWay();
            retransmission.succeeded();
            if (wasResending) {
                // A new queue: sending may lose, and so start the next resending, while this runs.
                for (Segment segment : inFlight.toArray(Segment[]::new)) {
                    send(segment);
                }
            }
        }
        pump();
        if (progress) {
            if (isRoomy() && end.hasWaitersForRoom()) {
                end.writable();
            }
            end.finishIfDone();
        }
    }

    /** Called when the time for resending has come. */
    void resend() {
        Segment first = inFlight.peek();
        if (first != null) {
            send(first);
        } else if (!unsent.isEmpty()) {
            probe();
            pump();
        } else {
            updateLost = true;
        }
    }

    private void probe() {
        send(Segment.probe(end, acknowledged));
    }

    void discard() {
        unsent.clear();
        inFlight.clear();
        buffered = 0;
        retransmission.stop();
    }
}
