package dev.faultline.check.isolation;

import dev.faultline.check.format.FormatException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Cobra writes who wrote what is read: this checks that it is so. */
final class CobraIds {

    private final Set<Long> transactions = new HashSet<>();
    private final Map<Long, Long> writerOf = new LinkedHashMap<>();
    private final Map<Long, Long> readAs = new LinkedHashMap<>();
    private long disputed = Long.MIN_VALUE;

    boolean start(long transaction) {
        return transactions.add(transaction);
    }

    boolean write(long transaction, long write) {
        return writerOf.putIfAbsent(write, transaction) == null;
    }

    void read(long writer, long write) {
        Long other = readAs.putIfAbsent(write, writer);
        if (other != null && other != writer) {
            disputed = write;
        }
    }

    /** @throws FormatException if a read names another writer than the one that wrote */
    void check(Path folder) {
        for (Map.Entry<Long, Long> read : readAs.entrySet()) {
            Long writer = writerOf.get(read.getKey());
            if (read.getKey() == disputed || (writer != null && !writer.equals(read.getValue()))) {
                throw new FormatException(
                        folder.toString(),
                        0,
                        "write %d is of transaction %d, but is read as one of %d"
                                .formatted(read.getKey(), writer, read.getValue()));
            }
        }
    }
}
