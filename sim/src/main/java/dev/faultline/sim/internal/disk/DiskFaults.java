package dev.faultline.sim.internal.disk;

import dev.faultline.sim.DiskCall;
import dev.faultline.sim.DiskFault;
import dev.faultline.sim.DiskFault.Effect;
import dev.faultline.sim.Rng;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The faults of a disk that are in force, and which calls they strike. */
public final class DiskFaults {
    /** How far a fault has come. */
    private static final class Count {
        long calls;
        long hits;
    }

    /** What becomes of a call that does not fail. */
    static final class Hit {
        /** Nothing, the usual. */
        static final Hit NONE = new Hit();

        @Nullable
        DiskFault spoils;

        long delayNanos;

        private @Nullable Count spoiling;

        /** Takes note that there was nothing to spoil. */
        void missed() {
            if (spoiling != null) {
                spoiling.hits--;
                spoiling = null;
            }
        }
    }

    /** Whether nothing answers. */
    public boolean unavailable;

    private final Map<DiskFault, Count> faults = new LinkedHashMap<>();
    private final DiskCalls disk;
    /** Which calls are struck. */
    private final Rng chances;
    /** What an effect is, exactly. */
    final Rng damage;

    DiskFaults(DiskCalls disk, Rng chances, Rng damage) {
        this.disk = disk;
        this.chances = chances;
        this.damage = damage;
    }

    public void inject(DiskFault fault) {
        faults.putIfAbsent(fault, new Count());
    }

    /** Takes it away and returns how many calls it has struck. */
    public long heal(DiskFault fault) {
        Count count = faults.remove(fault);
        return count == null ? 0 : count.hits;
    }

    public long hits(DiskFault fault) {
        Count count = faults.get(fault);
        return count == null ? 0 : count.hits;
    }

    /** Fails the call, perhaps. */
    void fail(DiskCall call) {
        Hit _ = strike(call);
    }

    /** Fails the call, perhaps, or returns what else becomes of it. */
    Hit strike(DiskCall call) {
        checkAvailable(call.path(), DiskFault.Operation.nameOf(call.kind()));
        if (faults.isEmpty()) {
            return Hit.NONE;
        }
        Hit hit = new Hit();
        faults.forEach((fault, count) -> {
            boolean isDelay = fault.effect() instanceof Effect.Delay;
            if ((isDelay || hit.spoils == null) && isStruck(fault, count, call)) {
                take(fault, count, call, hit);
            }
        });
        disk.counters.delayedNanos += hit.delayNanos;
        disk.counters.delayedCalls += hit.delayNanos > 0 ? 1 : 0;
        return hit;
    }

    /** Fails the call if the disk is gone. */
    void checkAvailable(String path, String operation) {
        if (unavailable) {
            throw failure(path, operation, PosixError.EIO);
        }
    }

    private PosixException failure(String path, String operation, PosixError error) {
        disk.counters.errors++;
        disk.recordFault(path, operation, error);
        return new PosixException(error);
    }

    private boolean isStruck(DiskFault fault, Count count, DiskCall call) {
        if (!fault.calls().matches(call) || count.hits >= fault.most() || ++count.calls < fault.first()) {
            return false;
        }
        return chances.chance(fault.chance());
    }

    private void take(DiskFault fault, Count count, DiskCall call, Hit hit) {
        count.hits++;
        switch (fault.effect()) {
            case Effect.Fail fail ->
                throw failure(
                        call.path(),
                        DiskFault.Operation.nameOf(call.kind()),
                        PosixError.valueOf(fail.failure().name()));
            case Effect.Delay delay -> hit.delayNanos += delay.by().sample(damage);
            case Effect.Flip _, Effect.Tear _, Effect.Lose _, Effect.Misdirect _ -> {
                hit.spoils = fault;
                hit.spoiling = count;
            }
        }
    }
}
