package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.Cause;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Something to do at an instant of virtual time. It runs on the carrier, between two steps, and must not block.
 *
 * <p>It is a {@link Future} because that is what the JDK's virtual threads keep and cancel for a timed wait.
 */
public final class Timer implements Future<Object> {
    final long atNanos;
    final Runnable action;
    /** The thread that waits, if the timer ends a timed wait; the timer goes with it when it is killed. */
    final @Nullable Task owner;
    /** The event that made the timer be set; it becomes the cause of what the action does. */
    final Cause cause;

    long sequence;
    /** The index in the heap, -1 when it is not in. */
    int place = -1;

    private TimerHeap heap;
    private boolean cancelled;

    Timer(TimerHeap heap, long atNanos, Runnable action, @Nullable Task owner, Cause cause) {
        this.heap = heap;
        this.atNanos = atNanos;
        this.action = action;
        this.owner = owner;
        this.cause = cause;
    }

    /** Has it fire with the others of that heap; it is the last of those that are set there for its instant. */
    void moveTo(TimerHeap other) {
        heap.remove(this);
        heap = other;
        heap.add(this);
    }

    void leave() {
        heap.remove(this);
    }

    /** Returns how many were set before it where it is now. */
    public long number() {
        return sequence;
    }

    public long atNanos() {
        return atNanos;
    }

    /** Returns the thread that waits. */
    public Task thread() {
        return Objects.requireNonNull(owner, "no thread waits for this timer");
    }

    boolean before(Timer other) {
        return atNanos < other.atNanos || (atNanos == other.atNanos && sequence < other.sequence);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (place < 0) {
            return false;
        }
        heap.remove(this);
        cancelled = true;
        return true;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public boolean isDone() {
        return place < 0;
    }

    @Override
    public @Nullable Object get() {
        throw new IllegalStateException("a timer has no result");
    }

    @Override
    public @Nullable Object get(long timeout, TimeUnit unit) {
        throw new IllegalStateException("a timer has no result");
    }
}
