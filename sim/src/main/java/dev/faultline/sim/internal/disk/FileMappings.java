package dev.faultline.sim.internal.disk;

import dev.faultline.sim.internal.kernel.Life;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * All mappings of simulated files in this JVM.
 *
 * <p>A buffer that is garbage is unmapped by the JDK's cleaner thread, at a moment that no seed decides. To the simulation
 * such a mapping lives until its process ends; only the host's memory goes earlier. When a process ends, its mappings
 * leave their files, and their memory is given back at once. Their addresses are not, before the JDK has unmapped them
 * too: it would unmap what had come to the same place.
 */
public final class FileMappings {
    /** Of processes that live, by address. For the carrier only. */
    private static final TreeMap<Long, FileMapping> LIVE = new TreeMap<>();

    /** The length of all that the JDK has not unmapped, by address. */
    private static final Map<Long, Long> LENGTHS = new ConcurrentHashMap<>();

    /** Addresses that the cleaner has unmapped; the carrier carries it out. */
    private static final Queue<Long> GARBAGE = new ConcurrentLinkedQueue<>();

    private FileMappings() {}

    /** Maps a stretch of an open file and returns the address. */
    public static long map(OpenFile open, Life process, boolean writable, boolean shared, long position, long length) {
        clean();
        FileInode file = open.readable();
        long address = open.disk.tree().cache.map(file, writable, shared, position, length);
        boolean isWritten = writable && shared;
        LIVE.put(address, new FileMapping(address, length, position, isWritten, file, open.path, open.disk, process));
        LENGTHS.put(address, length);
        return address;
    }

    /** Returns the mapping that the address is in. */
    public static @Nullable FileMapping at(long address) {
        Map.Entry<Long, FileMapping> below = LIVE.floorEntry(address);
        return below != null && below.getValue().contains(address) ? below.getValue() : null;
    }

    /** Returns whether a mapping begins at the address, be it of a process that is gone; for all threads. */
    public static boolean beginsAt(long address) {
        return LENGTHS.containsKey(address);
    }

    /** The program unmaps what begins at the address. */
    public static void unmap(long address) {
        FileMapping mapping = LIVE.remove(address);
        if (mapping != null) {
            mapping.disk().tree().cache.unmap(mapping.file());
        }
        release(address);
    }

    private static void release(long address) {
        Long length = LENGTHS.remove(address);
        if (length != null) {
            MemoryFile.unmap(address, length);
        }
    }

    /** Takes note that a thread outside the simulation unmaps what begins at the address. */
    public static void unmapLater(long address) {
        GARBAGE.add(address);
    }

    private static void clean() {
        for (Long address = GARBAGE.poll(); address != null; address = GARBAGE.poll()) {
            // The addresses of a mapping that the simulation still counts stay taken.
            if (LIVE.containsKey(address)) {
                MemoryFile.vacate(address, LIVE.get(address).length());
                LENGTHS.remove(address);
            } else {
                release(address);
            }
        }
    }

    public static void lifeEnded(Life process) {
        List<FileMapping> left = LIVE.values().stream()
                .filter(mapping -> mapping.process() == process)
                .toList();
        for (FileMapping mapping : left) {
            LIVE.remove(mapping.address());
            mapping.disk().tree().cache.unmap(mapping.file());
            if (LENGTHS.containsKey(mapping.address())) {
                MemoryFile.vacate(mapping.address(), mapping.length());
            } else {
                MemoryFile.unmap(mapping.address(), mapping.length());
            }
        }
        clean();
    }
}
