package dev.faultline.sim.internal.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@link FileTree} must do under {@code FileTreeTest.SYNCED_ONLY}, said naively: every file is two whole arrays, and every
 * change of names keeps a copy of all names.
 */
final class FileTreeModel {
    /** A change in the order in which the disk will see it. */
    private record Change(Set<Object> touched, Map<String, Integer> names, int cutFile, int cutSize) {}

    private final Map<Integer, byte[]> contents = new TreeMap<>();
    private final Map<Integer, byte[]> durable = new TreeMap<>();
    private final List<Change> pending = new ArrayList<>();
    private Map<String, Integer> names = new TreeMap<>();
    private Map<String, Integer> durableNames = new TreeMap<>();
    private int files;

    Map<String, Integer> names() {
        return names;
    }

    private int fileAt(String path) {
        return Objects.requireNonNull(names.get(path), path);
    }

    private static byte[] bytes(Map<Integer, byte[]> files, int file) {
        return Objects.requireNonNull(files.get(file), () -> "file " + file);
    }

    private static String directoryOf(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private void renamed(Object... touched) {
        pending.add(new Change(new HashSet<>(Arrays.asList(touched)), new TreeMap<>(names), -1, 0));
    }

    void create(String path) {
        names.put(path, ++files);
        contents.put(files, new byte[0]);
        durable.put(files, new byte[0]);
        renamed(files, directoryOf(path));
    }

    void link(String existing, String path) {
        names.put(path, fileAt(existing));
        renamed(fileAt(path), directoryOf(path));
    }

    void unlink(String path) {
        int file = fileAt(path);
        names.remove(path);
        renamed(file, directoryOf(path));
    }

    void rename(String from, String to) {
        @Nullable Integer replaced = names.get(to);
        int file = fileAt(from);
        if (replaced != null && replaced == file) {
            return;
        }
        names.remove(from);
        names.put(to, file);
        renamed(file, replaced == null ? -1 : replaced, directoryOf(from), directoryOf(to));
    }

    void write(String path, int position, byte[] bytes) {
        int file = fileAt(path);
        byte[] old = bytes(contents, file);
        byte[] changed = Arrays.copyOf(old, Math.max(old.length, position + bytes.length));
        System.arraycopy(bytes, 0, changed, position, bytes.length);
        contents.put(file, changed);
    }

    void resize(String path, int size) {
        int file = fileAt(path);
        boolean shrinks = size < bytes(contents, file).length;
        contents.put(file, Arrays.copyOf(bytes(contents, file), size));
        if (shrinks) {
            pending.add(new Change(Set.of(file), new TreeMap<>(names), file, size));
        }
    }

    void syncFile(String path) {
        int file = fileAt(path);
        commit(file);
        durable.put(file, bytes(contents, file).clone());
    }

    void syncDirectory(String path) {
        commit(path);
    }

    private void commit(Object touched) {
        int last = -1;
        for (int i = 0; i < pending.size(); i++) {
            if (pending.get(i).touched().contains(touched)) {
                last = i;
            }
        }
        for (int i = 0; i <= last; i++) {
            Change change = pending.removeFirst();
            durableNames = change.names();
            if (change.cutFile() >= 0) {
                byte[] old = bytes(durable, change.cutFile());
                durable.put(change.cutFile(), Arrays.copyOf(old, Math.min(old.length, change.cutSize())));
            }
        }
    }

    void crash() {
        pending.clear();
        names = new TreeMap<>(durableNames);
        durable.forEach((file, bytes) -> contents.put(file, bytes.clone()));
    }

    Map<String, String> files() {
        Map<String, String> all = new TreeMap<>();
        names.forEach((path, file) -> all.put(path, digest(bytes(contents, file))));
        return all;
    }

    static String digest(byte[] bytes) {
        return bytes.length + ":" + Arrays.hashCode(bytes);
    }
}
