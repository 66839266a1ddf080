package dev.faultline.sim.internal.net;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** The receiving half of a stream: what has arrived and is not yet read, and how much more may come. */
public final class StreamReceiver {
    private final StreamEnd end;
    private final ArrayDeque<Segment> unread = new ArrayDeque<>();
    /** How many bytes of the first unread segment are read. */
    private int headRead;

    private int unreadBytes;
    private long next;
    private long advertisedEdge;
    private boolean ended;
    private boolean shut;

    StreamReceiver(StreamEnd end) {
        this.end = end;
    }

    /** Called when the connection is made; returns how far the other end may send. */
    long open() {
        advertisedEdge = end.settings.receiveBufferBytes();
        return advertisedEdge;
    }

    public int available() {
        return shut ? 0 : unreadBytes;
    }

    boolean hasEnded() {
        return ended;
    }

    boolean isShut() {
        return shut;
    }

    /** Returns whether a read would not block. */
    public boolean isReady() {
        return unreadBytes > 0 || ended || shut;
    }

    /** Returns the number of the next byte that has not arrived. */
    long next() {
        return next;
    }

    /** Returns whether a segment has anything that has not arrived before. */
    boolean isNews(Segment segment) {
        return segment.next() > next;
    }

    /** Takes a segment that has arrived, unless it has come before or out of order. */
    void take(Segment segment) {
        if (segment.sequence == next && isNews(segment)) {
            next = segment.next();
            if (segment.end) {
                ended = true;
                end.readable();
            } else {
                segment.received = end.path.record(
                        segment.sent,
                        "MessageDelivered",
                        "connection",
                        end.path.connection(),
                        "from",
                        end.path.remoteName(),
                        "bytes",
                        segment.length,
                        "offset",
                        segment.sequence);
                end.scheduler().setCause(segment.received);
                if (!shut && !(segment.urgent && !end.settings.urgentInline())) {
                    unread.add(segment);
                    unreadBytes += segment.length;
                    end.readable();
                }
            }
        }
        acknowledge();
    }

    /**
     * Reads what is there.
     *
     * @return how many bytes; 0 if there is nothing now; -1 at the end of the stream
     */
    int read(ByteBuffer target) {
        if (shut) {
            return -1;
        }
        if (unreadBytes == 0) {
            return ended ? -1 : 0;
        }
        int before = target.remaining();
        for (Segment head = unread.peek(); head != null && target.hasRemaining(); head = unread.peek()) {
            if (headRead == 0) {
                end.stack.seen(head.received);
            }
            int count = Math.min(target.remaining(), head.length - headRead);
            target.put(head.bytes, head.from + headRead, count);
            headRead += count;
            if (headRead == head.length) {
                unread.remove();
                headRead = 0;
            }
        }
        int read = before - target.remaining();
        unreadBytes -= read;
        if (!ended && windowEdge() - advertisedEdge >= end.settings.receiveBufferBytes() / 2) {
            acknowledge();
        }
        return read;
    }

    /** Ends reading, whatever may come. */
    void shut() {
        shut = true;
        discard();
    }

    void discard() {
        unread.clear();
        unreadBytes = 0;
        headRead = 0;
    }

    private long windowEdge() {
        return next + Math.max(0, end.settings.receiveBufferBytes() - unreadBytes);
    }

    /** Tells the other end what has arrived. */
    void acknowledge() {
        advertisedEdge = Math.max(advertisedEdge, windowEdge());
        end.path.link().send(new StreamAck(end, next, advertisedEdge));
    }
}
