package dev.faultline.sim.internal.disk;

import dev.faultline.sim.CrashRule;
import dev.faultline.sim.DiskCrash;
import dev.faultline.sim.Rng;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs small programs on a disk, or on one with a planted fault. */
final class DiskUnderTest {
    private static final int SECTOR = Page.SECTOR_BYTES;

    /** What may be wrong with a disk. */
    enum Fault {
        NONE,
        SYNC_IS_FORGOTTEN,
        SYNC_FORGETS_THE_SIZE,
        DIRECTORY_SYNC_IS_FORGOTTEN,
        FORCE_TAKES_THE_NEXT_PAGE,
        FORCE_TAKES_ALL,
        MAPPED_WRITES_ARE_DURABLE,
        RENAME_IN_TWO_STEPS,
        RENAME_IS_DURABLE,
        UNLINK_IS_DURABLE,
        TRUNCATION_IS_DURABLE,
        NAMES_IN_ANY_ORDER,
        NAMES_IN_ORDER,
        EVERY_PAGE_SURVIVES,
        REPLACEMENTS_LOSE_CONTENTS
    }

    private final Fault fault;
    private final FileTree tree = new FileTree(() -> 0);
    private final List<long[]> mappings = new ArrayList<>();
    private final List<FileInode> mapped = new ArrayList<>();

    DiskUnderTest(CrashRule rule, Fault fault) {
        this.fault = fault;
        tree.cache.rule = faulty(rule);
        tree.installDirectory("/d");
        tree.installDirectory("/e");
    }

    private CrashRule faulty(CrashRule rule) {
        CrashRule.Names names = switch (fault) {
            case NAMES_IN_ANY_ORDER -> CrashRule.Names.ANY;
            case NAMES_IN_ORDER -> CrashRule.Names.OLDEST_FIRST;
            default -> rule.names();
        };
        return new CrashRule(
                fault == Fault.EVERY_PAGE_SURVIVES ? 1 : rule.pagesKept(),
                0,
                names,
                rule.directoriesNeedSync(),
                rule.replacementsKeepContents() && fault != Fault.REPLACEMENTS_LOSE_CONTENTS);
    }

    /** Takes a step; returns whether it is possible. */
    boolean step(DiskOp op) {
        try {
            carryOut(op);
            return true;
        } catch (PosixException e) {
            return false;
        }
    }

    private void carryOut(DiskOp op) {
        switch (op.kind()) {
            case CREATE -> {
                FileInode _ = tree.createFile(op.path(), tree.find(op.path(), false), 0644);
            }
            case WRITE -> {
                byte[] bytes = filled(op.value());
                int _ = tree.cache.write(file(op), (long) op.at() * SECTOR, bytes, 0, SECTOR, Long.MAX_VALUE);
            }
            case MAPPED_WRITE -> writeMapped(op, file(op));
            case RESIZE -> {
                boolean cuts = (long) op.at() * SECTOR < file(op).size();
                tree.cache.resize(file(op), (long) op.at() * SECTOR);
                if (cuts && fault == Fault.TRUNCATION_IS_DURABLE) {
                    tree.cache.journal.commitTruncations(file(op), Long.MAX_VALUE);
                }
            }
            case SYNC -> sync(file(op));
            case FORCE -> force(file(op), op.at());
            case SYNC_DIRECTORY -> syncDirectory(op.path());
            case RENAME -> rename(op);
            case LINK -> tree.link(op.path(), op.other());
            case UNLINK -> {
                tree.unlink(op.path());
                if (fault == Fault.UNLINK_IS_DURABLE) {
                    tree.cache.journal.commitThrough(Long.MAX_VALUE);
                }
            }
            case MAKE_DIRECTORY -> tree.createDirectory(op.path(), 0755);
            case REMOVE_DIRECTORY -> tree.removeDirectory(op.path());
        }
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[SECTOR];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private FileInode file(DiskOp op) {
        if (tree.find(op.path(), false).existing() instanceof FileInode file) {
            return file;
        }
        throw new PosixException(PosixError.EISDIR);
    }

    private void writeMapped(DiskOp op, FileInode file) {
        long size = file.size();
        if ((long) op.at() * SECTOR >= size) {
            throw new PosixException(PosixError.EINVAL);
        }
        long address = tree.cache.map(file, true, true, 0, size);
        mappings.add(new long[] {address, size});
        mapped.add(file);
        memory(address, size)
                .asSlice((long) op.at() * SECTOR, Math.min(SECTOR, size - (long) op.at() * SECTOR))
                .fill((byte) op.value());
        if (fault == Fault.MAPPED_WRITES_ARE_DURABLE) {
            tree.cache.finishSync(tree.cache.beginSync(file, 0, Long.MAX_VALUE), 0);
        }
    }

    @SuppressWarnings("restricted") // what a program does with its buffer
    private static MemorySegment memory(long address, long size) {
        return MemorySegment.ofAddress(address).reinterpret(size);
    }

    private void sync(FileInode file) {
        if (fault == Fault.SYNC_FORGETS_THE_SIZE) {
            FileInode.Sync sync = tree.cache.beginSync(file, 0, Long.MAX_VALUE);
            sync.pages().forEach(page -> page.persist(sync.version()));
        } else if (fault != Fault.SYNC_IS_FORGOTTEN) {
            tree.cache.finishSync(tree.cache.beginSync(file, 0, Long.MAX_VALUE), Long.MAX_VALUE);
        }
    }

    private void force(FileInode file, int page) {
        long from = (fault == Fault.FORCE_TAKES_THE_NEXT_PAGE ? page + 1L : page) * Page.BYTES;
        FileInode.Sync sync = fault == Fault.FORCE_TAKES_ALL
                ? tree.cache.beginSync(file, 0, Long.MAX_VALUE)
                : tree.cache.beginSync(file, from, from + Page.BYTES);
        tree.cache.finishSync(sync, Long.MAX_VALUE);
    }

    private void syncDirectory(String path) {
        Inode directory = FileLookup.directoryAt(tree.find(path, false));
        if (fault != Fault.DIRECTORY_SYNC_IS_FORGOTTEN) {
            tree.cache.syncDirectory(directory, Long.MAX_VALUE);
        }
    }

    private void rename(DiskOp op) {
        boolean isFile = tree.find(op.path(), false).existing() instanceof FileInode;
        boolean isFree = tree.find(op.other(), false).inode() == null;
        if (fault == Fault.RENAME_IN_TWO_STEPS && isFile && isFree) {
            tree.link(op.path(), op.other());
            tree.unlink(op.path());
        } else {
            tree.rename(op.path(), op.other());
        }
        if (fault == Fault.RENAME_IS_DURABLE) {
            tree.cache.journal.commitThrough(Long.MAX_VALUE);
        }
    }

    /** Ends the process and lets the power fail. */
    void crash(long seed) {
        endProcess();
        DiskCrash _ = tree.crash(new Rng(seed));
    }

    void endProcess() {
        for (int i = 0; i < mapped.size(); i++) {
            tree.cache.unmap(mapped.get(i));
            MemoryFile.unmap(mappings.get(i)[0], mappings.get(i)[1]);
        }
        mapped.clear();
        mappings.clear();
    }

    /** Returns what programs see: a digit for each sector. */
    Map<String, String> state() {
        Map<String, String> state = new TreeMap<>();
        tree.all()
                .forEach((path, inode) -> state.put(path, inode instanceof FileInode file ? text(file) : "directory"));
        return state;
    }

    private String text(FileInode file) {
        byte[] bytes = new byte[(int) file.size()];
        int _ = tree.cache.read(file, 0, bytes, 0, bytes.length);
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < bytes.length; at += SECTOR) {
            byte first = bytes[at];
            boolean whole = true;
            for (int i = at; i < at + SECTOR; i++) {
                whole &= i < bytes.length && bytes[i] == first;
            }
            text.append(whole ? Byte.toString(first) : "?");
        }
        return text.toString();
    }
}
