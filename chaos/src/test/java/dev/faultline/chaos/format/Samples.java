package dev.faultline.chaos.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Files that real systems wrote, and one of each of our own. */
enum Samples {
    ZOOKEEPER_LOG("log.1", "/data/version-2/log.1", "zookeeper-log", 10),
    ZOOKEEPER_SNAPSHOT("snapshot.6", "/data/version-2/snapshot.6", "zookeeper-snapshot", 10),
    KAFKA("00000000000000000000.log", "/data/log/a-0/00000000000000000000.log", "kafka-segment", 3),
    WAL("000008.log", "/db/000008.log", "rocksdb-wal", 8),
    MANIFEST("MANIFEST-000005", "/db/MANIFEST-000005", "rocksdb-manifest", 8),
    TABLE_2("crc32c-v2.sst", "/db/000009.sst", "rocksdb-sstable", 6),
    TABLE_3("xxh-v3.sst", "/db/000009.sst", "rocksdb-sstable", 6),
    TABLE_4("xxh64-v4.sst", "/db/000009.sst", "rocksdb-sstable", 6),
    TABLE_5("crc32c-v5.sst", "/db/000009.sst", "rocksdb-sstable", 6),
    TABLE_5_ZLIB("xxh3-v5-zlib.sst", "/db/000009.sst", "rocksdb-sstable", 6),
    TABLE_5_SNAPPY("crc32c-v5-snappy.sst", "/db/000009.sst", "rocksdb-sstable", 6),
    TABLE_5_LZ4("crc32c-v5-lz4.sst", "/db/000009.sst", "rocksdb-sstable", 6),
    TABLE_5_PARTS("crc32c-v5-parts.sst", "/db/000009.sst", "rocksdb-sstable", 6),
    TABLE_6("crc32c-v6.sst", "/db/000009.sst", "rocksdb-sstable", 6),
    TABLE_6_XXH3("xxh3-v6.sst", "/db/000009.sst", "rocksdb-sstable", 6),
    GALLERY("", "/data/changes", "gallery-store", 2);

    final String path;
    final String format;
    final int entries;
    private final String resource;

    Samples(String resource, String path, String format, int entries) {
        this.resource = resource;
        this.path = path;
        this.format = format;
        this.entries = entries;
    }

    byte[] bytes() {
        if (resource.isEmpty()) {
            return "k1 one .\nk2  .\n".getBytes(StandardCharsets.UTF_8);
        }
        try (InputStream in = Samples.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("there is no resource " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LogFormat format() {
        return LogFormats.named(format);
    }

    /** Whether its records can be put in another order without more that leads to them. */
    boolean isSequence() {
        return List.of("zookeeper-log", "kafka-segment", "rocksdb-wal", "rocksdb-manifest", "gallery-store")
                .contains(format);
    }
}
