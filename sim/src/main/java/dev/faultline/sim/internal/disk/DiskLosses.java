package dev.faultline.sim.internal.disk;

import dev.faultline.sim.DiskCrash;

/** Counts what a power failure does, while it does it. */
final class DiskLosses {
    private int kept;
    private int torn;
    private int lost;

    void count(Page.Fate fate) {
        switch (fate) {
            case KEPT -> kept++;
            case TORN -> torn++;
            case LOST -> lost++;
            case CLEAN -> {}
        }
    }

    DiskCrash report(int files, int changesKept, int changesUndone) {
        return new DiskCrash(files, kept, torn, lost, changesKept, changesUndone);
    }
}
