package dev.faultline.cli;

import dev.faultline.experiment.WorkerReply;
import java.io.PrintStream;
import java.util.Locale;

/** What workers hold on to, early and late in a hunt. Not thread-safe. */
final class HeapGrowth {
    private static final int EARLY_RUN = 10;

    private long early;
    private long late;
    private int last;

    void add(WorkerReply reply) {
        if (reply.runOfWorker() == EARLY_RUN) {
            early = Math.max(early, reply.heapBytes());
        }
        if (reply.runOfWorker() > last) {
            last = reply.runOfWorker();
            late = 0;
        }
        if (reply.runOfWorker() == last) {
            late = Math.max(late, reply.heapBytes());
        }
    }

    void print(PrintStream out) {
        if (early > 0 && last > EARLY_RUN) {
            out.println(String.format(
                    Locale.ROOT,
                    "heap after run %d of a worker: %.1f MB, after run %d: %.1f MB (%+.0f %%)",
                    EARLY_RUN,
                    early / 1e6,
                    last,
                    late / 1e6,
                    100.0 * (late - early) / early));
        }
    }
}
