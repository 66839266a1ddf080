package dev.faultline.check.isolation;

import dev.faultline.check.format.FormatException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cobra writes who wrote what is read, and a hash of its content: this checks that both are so. */
final class CobraIds {

    private final Set<Long> transactions = new HashSet<>();
    private final Map<Long, Version> written = new HashMap<>();
    private final Map<Long, Version> read = new LinkedHashMap<>();
    /** By key, what it held at first. */
    private final Map<Long, Version> first = new HashMap<>();

    private @Nullable String dispute;

    /**
     * What a write made.
     *
     * @param writer the transaction of the write
     * @param content a hash of the value
     */
    record Version(long writer, long content) {

        @Override
        public String toString() {
            return "of transaction %s with content %s"
                    .formatted(Long.toUnsignedString(writer), Long.toUnsignedString(content));
        }
    }

    boolean start(long transaction) {
        return transactions.add(transaction);
    }

    /** Notes what a write stores; false if another write has this id. */
    boolean write(long write, Version version) {
        return written.putIfAbsent(write, version) == null;
    }

    /** Notes as what a write was read. */
    void read(long write, Version version) {
        Version other = read.putIfAbsent(write, version);
        if (other != null && dispute == null && !other.equals(version)) {
            dispute =
                    "write %s is read as one %s, and as one %s".formatted(Long.toUnsignedString(write), other, version);
        }
    }

    /** Notes as what a key was read before it was written; false if it was read as something else, too. */
    boolean readFirst(long key, Version version) {
        Version other = first.putIfAbsent(key, version);
        return other == null || other.writer != version.writer || other.content == version.content;
    }

    /** @throws FormatException if a read names another writer than the one that wrote, or another content */
    void check(Path folder) {
        for (Map.Entry<Long, Version> each : read.entrySet()) {
            Version stored = written.get(each.getKey());
            if (stored != null && !stored.equals(each.getValue())) {
                throw new FormatException(
                        folder.toString(),
                        0,
                        "write %s is %s, but is read as one %s"
                                .formatted(Long.toUnsignedString(each.getKey()), stored, each.getValue()));
            }
        }
        if (dispute != null) {
            throw new FormatException(folder.toString(), 0, dispute);
        }
    }
}
