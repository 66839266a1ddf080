package dev.faultline.experiment;

import dev.faultline.workload.Completion;
import dev.faultline.workload.Generator;
import dev.faultline.workload.Next;
import dev.faultline.workload.Turn;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one thread at a time ask a generator of the user's or tell it: it is woven, so that a thread may lose its turn in the middle. */
record OneAtATime(Generator part, ReentrantLock lock) implements Generator {
    OneAtATime(Generator part) {
        this(part, new ReentrantLock());
    }

    @Override
    public Next next(Turn turn) {
        lock.lock();
        try {
            return part.next(turn);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void completed(Completion completion) {
        lock.lock();
        try {
            part.completed(completion);
        } finally {
            lock.unlock();
        }
    }
}
