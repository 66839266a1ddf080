package dev.faultline.sim.internal.disk;

import dev.faultline.sim.CrashRule;
import dev.faultline.sim.internal.disk.DiskOracleFile.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Says of a small program which states a power failure may leave, from the words of {@link CrashRule} and in the most
 * naive way: it tries every set of changes, and for each set replays the program from its beginning. Numbers stand for
 * files and directories. It shares nothing with the disk.
 */
final class DiskOracle {
    private static final int ROOT = 0;
    private static final int D = 1;
    private static final int E = 2;

    /** A name in a directory. */
    record Slot(int directory, String name) implements Comparable<Slot> {
        @Override
        public int compareTo(Slot other) {
            return directory == other.directory
                    ? name.compareTo(other.name)
                    : Integer.compare(directory, other.directory);
        }
    }

    /**
     * Something that happens whole or not at all.
     *
     * @param names what the names stand for afterwards; -1 for nothing
     * @param file the file that is cut off, or -1
     * @param removed the directory that goes, or -1
     * @param touched all that takes part
     */
    private record Change(
            Map<Slot, Integer> names, int file, int removed, boolean movesDirectory, Set<Integer> touched) {
        boolean needs(Change earlier) {
            return earlier.names.keySet().stream().anyMatch(names::containsKey)
                    || (file >= 0 && file == earlier.file)
                    || (movesDirectory && earlier.movesDirectory)
                    || earlier.names.keySet().stream().anyMatch(slot -> slot.directory() == removed);
        }
    }

    private final CrashRule rule;
    private final List<Change> changes = new ArrayList<>();
    private final Set<Integer> durable = new HashSet<>();
    private final Map<Integer, DiskOracleFile> files = new TreeMap<>();
    private final Set<Integer> directories = new HashSet<>(Set.of(ROOT, D, E));
    private Map<Slot, Integer> names = initialNames();
    private int numbers = E;

    DiskOracle(CrashRule rule) {
        this.rule = rule;
    }

    private static Map<Slot, Integer> initialNames() {
        return new TreeMap<>(Map.of(new Slot(ROOT, "d"), D, new Slot(ROOT, "e"), E));
    }

    // ---- the program

    /** Takes a step; returns whether it is possible. */
    boolean step(DiskOp op) {
        Slot slot = slot(op.path());
        if (slot == null) {
            return false;
        }
        int inode = names.getOrDefault(slot, -1);
        DiskOracleFile file = files.get(inode);
        switch (op.kind()) {
            case CREATE, MAKE_DIRECTORY -> {
                return inode < 0 && create(slot, op.kind() == DiskOp.Kind.MAKE_DIRECTORY);
            }
            case RENAME, LINK -> {
                return inode >= 0 && move(op, slot, inode);
            }
            case UNLINK -> {
                return file != null && change(Map.of(slot, -1), -1, false, inode);
            }
            case REMOVE_DIRECTORY -> {
                return directories.contains(inode) && isEmpty(inode) && change(Map.of(slot, -1), inode, false, inode);
            }
            case SYNC_DIRECTORY -> {
                return directories.contains(inode) && syncDirectory(inode);
            }
            case WRITE, MAPPED_WRITE, RESIZE, SYNC, FORCE -> {
                return file != null && changeContents(op, inode, file);
            }
        }
        throw new AssertionError(op);
    }

    private Slot slot(String path) {
        String[] parts = path.substring(1).split("/");
        int directory = ROOT;
        for (int i = 0; i < parts.length - 1; i++) {
            directory = names.getOrDefault(new Slot(directory, parts[i]), -1);
            if (!directories.contains(directory)) {
                return null;
            }
        }
        return new Slot(directory, parts[parts.length - 1]);
    }

    private boolean isEmpty(int directory) {
        return names.keySet().stream().noneMatch(slot -> slot.directory() == directory);
    }

    private boolean create(Slot slot, boolean isDirectory) {
        int inode = ++numbers;
        if (isDirectory) {
            directories.add(inode);
        } else {
            files.put(inode, new DiskOracleFile());
        }
        return change(Map.of(slot, inode), -1, false, inode);
    }

    private boolean move(DiskOp op, Slot from, int inode) {
        Slot to = slot(op.other());
        if (to == null) {
            return false;
        }
        int replaced = names.getOrDefault(to, -1);
        boolean isDirectory = directories.contains(inode);
        if (op.kind() == DiskOp.Kind.LINK) {
            return replaced < 0 && !isDirectory && change(Map.of(to, inode), -1, false, inode);
        }
        if (replaced == inode) {
            return true;
        }
        boolean replacesDirectory = directories.contains(replaced);
        if (replaced >= 0 && (isDirectory != replacesDirectory || (replacesDirectory && !isEmpty(replaced)))) {
            return false;
        }
        if (rule.replacementsKeepContents() && replaced >= 0 && !isDirectory) {
            files.get(inode).add(new Event.Sync(0, Integer.MAX_VALUE, changes.size()));
        }
        return change(Map.of(from, -1, to, inode), replacesDirectory ? replaced : -1, isDirectory, inode, replaced);
    }

    private boolean change(Map<Slot, Integer> slots, int removed, boolean movesDirectory, int... inodes) {
        Set<Integer> touched = new HashSet<>();
        slots.keySet().forEach(slot -> touched.add(slot.directory()));
        for (int inode : inodes) {
            touched.add(inode);
        }
        changes.add(new Change(slots, -1, removed, movesDirectory, touched));
        names = namesAfter(names, slots);
        return true;
    }

    private static Map<Slot, Integer> namesAfter(Map<Slot, Integer> before, Map<Slot, Integer> slots) {
        Map<Slot, Integer> after = new TreeMap<>(before);
        after.putAll(slots);
        after.values().removeIf(inode -> inode < 0);
        return after;
    }

    private boolean changeContents(DiskOp op, int inode, DiskOracleFile file) {
        switch (op.kind()) {
            case WRITE -> file.add(new Event.Write(op.at(), op.value()));
            case MAPPED_WRITE -> {
                if (op.at() >= file.size()) {
                    return false;
                }
                file.add(new Event.Write(op.at(), op.value()));
            }
            case RESIZE -> {
                if (op.at() < file.size()) {
                    file.add(new Event.Cut(op.at(), changes.size()));
                    changes.add(new Change(Map.of(), inode, -1, false, Set.of(inode)));
                } else {
                    file.add(new Event.Grow(op.at()));
                }
            }
            case SYNC -> sync(inode, file, 0, Integer.MAX_VALUE);
            default -> sync(inode, file, op.at(), op.at());
        }
        return true;
    }

    private void sync(int inode, DiskOracleFile file, int firstPage, int lastPage) {
        file.add(new Event.Sync(firstPage, lastPage, -1));
        for (int i = 0; i < changes.size(); i++) {
            if (rule.directoriesNeedSync()
                    ? changes.get(i).file() == inode
                    : changes.get(i).touched().contains(inode)) {
                makeDurable(i);
            }
        }
    }

    private boolean syncDirectory(int inode) {
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i).touched().contains(inode)) {
                makeDurable(i);
            }
        }
        return true;
    }

    private void makeDurable(int change) {
        durable.add(change);
        for (int i = 0; i < change; i++) {
            if (rule.names() == CrashRule.Names.OLDEST_FIRST
                    || changes.get(change).needs(changes.get(i))) {
                makeDurableOnce(i);
            }
        }
    }

    private void makeDurableOnce(int change) {
        if (!durable.contains(change)) {
            makeDurable(change);
        }
    }

    // ---- the states

    /** Returns what programs see now. */
    Map<String, String> now() {
        Map<String, String> state = new TreeMap<>();
        paths(names)
                .forEach((path, inode) -> state.put(
                        path, files.containsKey(inode) ? files.get(inode).now() : "directory"));
        return state;
    }

    /** Returns every state that a power failure may leave. */
    Set<Map<String, String>> afterCrash() {
        Set<Map<String, String>> states = new HashSet<>();
        for (Set<Integer> done : possible()) {
            Map<Slot, Integer> left = initialNames();
            for (int i = 0; i < changes.size(); i++) {
                left = done.contains(i) ? namesAfter(left, changes.get(i).names()) : left;
            }
            Map<String, Integer> paths = paths(left);
            Map<Integer, Set<String>> contents = new TreeMap<>();
            paths.values()
                    .forEach(inode -> contents.put(
                            inode,
                            files.containsKey(inode)
                                    ? files.get(inode).afterCrash(done, rule.pagesKept() > 0)
                                    : Set.of("directory")));
            addAll(states, paths, contents);
        }
        return states;
    }

    private static void addAll(
            Set<Map<String, String>> states, Map<String, Integer> paths, Map<Integer, Set<String>> contents) {
        List<Map<Integer, String>> choices = List.of(Map.of());
        for (Map.Entry<Integer, Set<String>> entry : contents.entrySet()) {
            List<Map<Integer, String>> longer = new ArrayList<>();
            for (Map<Integer, String> choice : choices) {
                for (String content : entry.getValue()) {
                    Map<Integer, String> more = new TreeMap<>(choice);
                    more.put(entry.getKey(), content);
                    longer.add(more);
                }
            }
            choices = longer;
        }
        for (Map<Integer, String> choice : choices) {
            Map<String, String> state = new TreeMap<>();
            paths.forEach((path, inode) -> state.put(path, choice.get(inode)));
            states.add(state);
        }
    }

    private List<Set<Integer>> possible() {
        List<Set<Integer>> possible = new ArrayList<>();
        for (int bits = 0; bits < 1 << changes.size(); bits++) {
            Set<Integer> done = new HashSet<>();
            for (int i = 0; i < changes.size(); i++) {
                if ((bits & 1 << i) != 0) {
                    done.add(i);
                }
            }
            if (done.containsAll(durable) && isPossible(done)) {
                possible.add(done);
            }
        }
        return possible;
    }

    private boolean isPossible(Set<Integer> done) {
        return switch (rule.names()) {
            case LOST -> done.equals(durable);
            case OLDEST_FIRST -> done.stream().allMatch(i -> i < done.size());
            case ANY -> {
                boolean closed = true;
                for (int i : done) {
                    for (int earlier = 0; earlier < i; earlier++) {
                        closed &= done.contains(earlier) || !changes.get(i).needs(changes.get(earlier));
                    }
                }
                yield closed;
            }
        };
    }

    int changes() {
        return changes.size();
    }

    /** Returns what leads from the root to files and directories. */
    private static Map<String, Integer> paths(Map<Slot, Integer> names) {
        Map<String, Integer> paths = new TreeMap<>();
        addPaths(names, ROOT, "", paths);
        return paths;
    }

    private static void addPaths(Map<Slot, Integer> names, int directory, String path, Map<String, Integer> paths) {
        names.forEach((slot, inode) -> {
            if (slot.directory() == directory) {
                paths.put(path + "/" + slot.name(), inode);
                addPaths(names, inode, path + "/" + slot.name(), paths);
            }
        });
    }
}
