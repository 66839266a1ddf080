package dev.faultline.sim.internal.disk;

import dev.faultline.sim.DiskCrash;

/** Counts what a power failure does, while it does it. */
final class DiskLosses {
    private int kept;
    private int torn;
    private int lost;
    private int shown;

    void count(Page.Fate fate) {
        switch (fate) {
            case KEPT -> kept++;
            case TORN -> torn++;
            case LOST -> lost++;
            case SHOWN -> shown++;
            case CLEAN -> {}
        }
    }

    /** Returns how many pages became other than they had seemed without having been written to. */
    int shown() {
        return shown;
    }

    DiskCrash report(int files, int changesKept, int changesUndone) {
        return new DiskCrash(files, kept, torn, lost, changesKept, changesUndone);
    }
}
