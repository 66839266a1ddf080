package dev.faultline.sim.internal.disk;

import dev.faultline.sim.DiskCall;
import dev.faultline.sim.DiskFault;
import dev.faultline.sim.DiskFault.Effect;
import dev.faultline.sim.DiskFault.Layer;
import java.util.Arrays;

/** Reads and writes that go wrong without telling. */
final class SpoiledCalls {
    private final DiskCalls disk;

    SpoiledCalls(DiskCalls disk) {
        this.disk = disk;
    }

    /** Flips a bit of what was read. */
    void read(DiskCall call, DiskFaults.Hit hit, byte[] target, int offset, int count) {
        DiskFault fault = hit.spoils;
        if (fault == null) {
            return;
        }
        long from = Math.max(fault.calls().from(), call.position());
        long to = Math.min(fault.calls().to(), call.position() + Math.max(0, count));
        if (from >= to) {
            hit.missed();
            return;
        }
        long bit = flip(target, (int) (from - call.position()) + offset, (int) (to - from));
        disk.counters.shownReads++;
        record(call, "flip", call.position() + (bit >> 3) - offset, "bit", bit & 7);
    }

    /** Flips a drawn bit of a stretch and returns its number in the array. */
    private long flip(byte[] bytes, int from, int length) {
        long bit = from * 8L + disk.faults.damage.between(0, length * 8L - 1);
        bytes[(int) (bit >> 3)] ^= (byte) (1 << (bit & 7));
        disk.counters.flippedBits++;
        return bit;
    }

    private void record(DiskCall call, String effect, long at, String what, long value) {
        disk.record(
                "FileSpoiled",
                "path",
                call.path(),
                "operation",
                call.kind().name(),
                "effect",
                effect,
                "at",
                at,
                what,
                value);
    }

    /** Writes something else than the program has asked for; returns how many bytes it takes for written. */
    int write(DiskCall call, DiskFaults.Hit hit, FileInode file, byte[] source, int offset, int length) {
        DiskFault fault = hit.spoils;
        byte[] asked = Arrays.copyOfRange(source, offset, offset + length);
        if (fault == null) {
            return disk.tree().cache.write(file, call.position(), asked, 0, length, disk.capacityPages);
        }
        byte[] before = new byte[length];
        int _ = file.read(call.position(), before, 0, length);
        return switch (fault.effect()) {
            case Effect.Flip flip -> flip(call, fault, flip.layer(), file, asked);
            case Effect.Tear tear -> {
                int kept = kept(call.position(), length, tear.unitBytes());
                disk.counters.tornWrites++;
                record(call, "tear", call.position(), "kept", kept);
                yield cut(call, tear.layer(), file, asked, before, kept);
            }
            case Effect.Lose lose -> {
                disk.counters.lostWrites++;
                record(call, "lose", call.position(), "bytes", length);
                yield cut(call, lose.layer(), file, asked, before, 0);
            }
            case Effect.Misdirect astray -> misdirect(call, astray, file, asked, before);
            case Effect.Fail _, Effect.Delay _ -> throw new IllegalStateException(fault + " spoils nothing");
        };
    }

    private int flip(DiskCall call, DiskFault fault, Layer layer, FileInode file, byte[] asked) {
        int from = (int) Math.max(0, fault.calls().from() - call.position());
        int to = (int) Math.min(asked.length, fault.calls().to() - call.position());
        byte[] other = asked.clone();
        long bit = flip(other, from, to - from);
        record(call, "flip", call.position() + (bit >> 3), "bit", bit & 7);
        return put(call, layer, file, asked, other);
    }

    /** Returns how much of a write gets there: up to a boundary of a unit in the file, none of it at least, never all. */
    private int kept(long position, int length, int unit) {
        long first = position / unit + 1;
        long last = (position + length - 1) / unit;
        long boundary = disk.faults.damage.between(first - 1, last);
        return boundary < first ? 0 : (int) (boundary * unit - position);
    }

    /** Writes the beginning only. */
    private int cut(DiskCall call, Layer layer, FileInode file, byte[] asked, byte[] before, int kept) {
        if (layer == Layer.PLATTER) {
            byte[] other = before.clone();
            System.arraycopy(asked, 0, other, 0, kept);
            return put(call, layer, file, asked, other);
        }
        if (kept > 0) {
            int _ = disk.tree().cache.write(file, call.position(), asked, 0, kept, disk.capacityPages);
        }
        FileDamage.note(
                file,
                call.position() + kept,
                Arrays.copyOfRange(asked, kept, asked.length),
                Arrays.copyOfRange(before, kept, asked.length));
        return asked.length;
    }

    /** Writes what was asked for, or what gets there instead, as far as there is room. */
    private int put(DiskCall call, Layer layer, FileInode file, byte[] asked, byte[] other) {
        byte[] seen = layer == Layer.CACHE ? other : asked;
        int count = disk.tree().cache.write(file, call.position(), seen, 0, seen.length, disk.capacityPages);
        byte[] good = Arrays.copyOf(asked, count);
        byte[] bad = Arrays.copyOf(other, count);
        if (layer == Layer.CACHE) {
            FileDamage.note(file, call.position(), good, bad);
        } else {
            FileDamage.spoilWrite(file, call.position(), good, bad);
        }
        return count;
    }

    private int misdirect(DiskCall call, Effect.Misdirect astray, FileInode file, byte[] asked, byte[] before) {
        FileInode goal = astray.path().isEmpty() ? file : disk.fileAt(astray.path());
        int count = cut(call, astray.layer(), file, asked, before, 0);
        long at = call.position() + astray.shift();
        long end = goal == null ? 0 : Math.min(at + asked.length, goal.size());
        if (goal == null || at < 0 || at >= end) {
            disk.counters.lostWrites++;
            record(call, "lose", call.position(), "bytes", asked.length);
            return count;
        }
        disk.counters.misdirectedWrites++;
        record(call, "misdirect", call.position(), "to", at);
        disk.tree().cache.overwrite(goal, at, Arrays.copyOf(asked, (int) (end - at)), astray.layer());
        return count;
    }
}
