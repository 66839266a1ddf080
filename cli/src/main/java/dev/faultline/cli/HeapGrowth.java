package dev.faultline.cli;

import dev.faultline.experiment.WorkerReply;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What workers hold on to, early and late in a hunt. */
final class HeapGrowth {
    private static final int EARLY_RUN = 10;

    private HeapGrowth() {}

    static void print(PrintStream out, List<WorkerReply> replies) {
        int last = replies.stream().mapToInt(WorkerReply::runOfWorker).max().orElse(0);
        long early = greatestHeap(replies, EARLY_RUN);
        long late = greatestHeap(replies, last);
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

    private static long greatestHeap(List<WorkerReply> replies, int run) {
        return replies.stream()
                .filter(reply -> reply.runOfWorker() == run)
                .mapToLong(WorkerReply::heapBytes)
                .max()
                .orElse(0);
    }
}
