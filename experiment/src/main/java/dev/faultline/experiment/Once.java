package dev.faultline.experiment;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is made when the first of several threads asks for it; the others wait, as it may be woven code that makes it. */
final class Once<T> {
    private final Supplier<T> maker;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable T made;

    Once(Supplier<T> maker) {
        this.maker = maker;
    }

    T get() {
        lock.lock();
        try {
            T result = made == null ? maker.get() : made;
            made = result;
            return result;
        } finally {
            lock.unlock();
        }
    }
}
