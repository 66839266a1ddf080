package dev.faultline.sim.internal.kernel;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a run, the earliest first; timers for the same instant fire in the order in which they were set.
 *
 * <p>A binary heap whose entries know their place, so that a cancelled timer leaves at once: timed waits are nearly
 * always cancelled, and dead entries would otherwise pile up by the million. Each operation costs O(log n).
 */
final class TimerHeap {
    private @Nullable Timer[] heap = new @Nullable Timer[256];
    private int size;
    private long sequence;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** Returns the instant of the earliest timer, or {@link Long#MAX_VALUE} when there is none. */
    long earliestNanos() {
        return size == 0 ? Long.MAX_VALUE : at(0).atNanos;
    }

    /** Shows every timer, in no order that means anything. */
    void forEach(Consumer<Timer> each) {
        for (int i = 0; i < size; i++) {
            each.accept(at(i));
        }
    }

    void add(Timer timer) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        timer.sequence = sequence++;
        timer.place = size;
        heap[size++] = timer;
        up(size - 1);
    }

    /** Takes the earliest timer. */
    Timer poll() {
        Timer first = at(0);
        remove(first);
        return first;
    }

    /** Takes the timer out; does nothing when it is not in. */
    void remove(Timer timer) {
        int hole = timer.place;
        if (hole < 0) {
            return;
        }
        timer.place = -1;
        Timer last = at(--size);
        heap[size] = null;
        if (last != timer) {
            place(last, hole);
            up(hole);
            down(last.place);
        }
    }

    /** Takes out every timer that belongs to a thread of this life. */
    void removeAllOf(Life life) {
        for (int i = size - 1; i >= 0; i--) {
            Timer timer = at(i);
            if (timer.owner != null && timer.owner.life == life) {
                remove(timer);
                i = size; // another one has taken its place, and it may be any
            }
        }
    }

    private Timer at(int index) {
        return Objects.requireNonNull(heap[index]);
    }

    private void up(int from) {
        int at = from;
        Timer timer = at(at);
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!timer.before(at(parent))) {
                break;
            }
            place(at(parent), at);
            at = parent;
        }
        place(timer, at);
    }

    private void down(int from) {
        int at = from;
        Timer timer = at(at);
        for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && at(child + 1).before(at(child))) {
                child++;
            }
            if (!at(child).before(timer)) {
                break;
            }
            place(at(child), at);
            at = child;
        }
        place(timer, at);
    }

    private void place(Timer timer, int at) {
        heap[at] = timer;
        timer.place = at;
    }
}
