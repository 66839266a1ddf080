package dev.faultline.chaos.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.chaos.format.LogRecord.Checksum;
import dev.faultline.sim.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The readers against files that real systems wrote, whole and damaged. */
class LogFormatTest {
    @ParameterizedTest
    @EnumSource
    void everyByteOfAFileIsInARecordAndEveryChecksumIsRight(Samples sample) {
        byte[] file = sample.bytes();
        LogFormat format = LogFormats.of(sample.path, file).orElseThrow();
        LogLayout layout = format.read(file);

        assertThat(format.name()).isEqualTo(sample.format);
        assertThat(layout.reason()).isEmpty();
        assertThat(layout.understood()).isEqualTo(file.length);
        assertThat(layout.entries()).hasSize(sample.entries);
        assertThat(layout.records()).noneMatch(record -> record.role() == LogRecord.Role.UNKNOWN);
        assertThat(layout.records()).extracting(LogRecord::checksum).isSubsetOf(Checksum.RIGHT, Checksum.NONE);
        if (!sample.format.equals("gallery-store")) {
            assertThat(layout.records()).anyMatch(record -> record.checksum() == Checksum.RIGHT);
        }
        assertThat(format.arrange(file, layout, layout.records())).isEqualTo(file);
    }

    @Test
    void fieldsAreWhereTheSystemsPutThem() {
        assertThat(field(Samples.ZOOKEEPER_LOG, "setData", "data")).isEqualTo("two");
        assertThat(field(Samples.ZOOKEEPER_LOG, "createTTL", "path")).isEqualTo("/t");
        assertThat(field(Samples.KAFKA, "batch", "value")).isEqualTo("v1");
        assertThat(field(Samples.WAL, "batch", "value")).isEqualTo("first 0");
        assertThat(field(Samples.MANIFEST, "edit", "comparator")).isEqualTo("leveldb.BytewiseComparator");
        assertThat(field(Samples.TABLE_6_XXH3, "data", "value")).isEqualTo("value 0 of the table");
        LogRecord node = Samples.ZOOKEEPER_SNAPSHOT.format().read(Samples.ZOOKEEPER_SNAPSHOT.bytes()).entries().stream()
                .filter(record -> record.named("data").size() == 1)
                .findFirst()
                .orElseThrow();
        assertThat(text(Samples.ZOOKEEPER_SNAPSHOT, node.named("data").getFirst()))
                .isEqualTo("hello");
    }

    private static String field(Samples sample, String type, String field) {
        LogLayout layout = sample.format().read(sample.bytes());
        return layout.entries().stream()
                .filter(record -> record.type().equals(type))
                .flatMap(record -> record.named(field).stream())
                .map(each -> text(sample, each))
                .findFirst()
                .orElse("none");
    }

    private static String text(Samples sample, LogField field) {
        return new String(sample.bytes(), field.from(), field.length(), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** A changed byte makes the checksum wrong, and sealing makes it right, of each field that says nothing of lengths. */
    @ParameterizedTest
    @EnumSource
    void aChangedFieldHasAWrongChecksumUntilItIsSealed(Samples sample) {
        byte[] file = sample.bytes();
        LogFormat format = sample.format();
        LogLayout layout = format.read(file);
        int changes = 0;
        for (LogRecord record : layout.entries()) {
            for (LogField field : record.fields()) {
                if (field.length() == 0 || field.kind() != LogField.Kind.VALUE || sample == Samples.GALLERY) {
                    continue;
                }
                byte[] changed = file.clone();
                changed[field.from()] ^= 4;
                assertThat(wrong(format, changed)).as("%s %s", record, field).isNotEmpty();
                byte[] sealed = format.seal(changed, record);
                assertThat(wrong(format, sealed)).as("%s %s", record, field).isEmpty();
                assertThat(sealed[field.from()]).isEqualTo(changed[field.from()]);
                changes++;
            }
        }
        assertThat(changes > 0).isEqualTo(sample != Samples.GALLERY);
    }

    private static List<LogRecord> wrong(LogFormat format, byte[] file) {
        LogLayout layout = format.read(file);
        assertThat(layout.reason()).isEmpty();
        return layout.records().stream()
                .filter(record -> record.checksum() == Checksum.WRONG)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void aRecordLessOrTwiceIsThatAndNothingElse(Samples sample) {
        if (!sample.isSequence()) {
            return;
        }
        byte[] file = sample.bytes();
        LogFormat format = sample.format();
        LogLayout layout = format.read(file);
        List<String> types = layout.entries().stream().map(LogRecord::type).toList();
        for (int i = 0; i < layout.entries().size(); i++) {
            LogRecord record = layout.entries().get(i);
            List<LogRecord> less = new ArrayList<>(layout.records());
            less.remove(record);
            List<LogRecord> twice = new ArrayList<>(layout.records());
            twice.add(twice.indexOf(record), record);
            assertThat(types(format, format.arrange(file, layout, less)))
                    .hasSize(types.size() - 1)
                    .allMatch(types::contains);
            assertThat(types(format, format.arrange(file, layout, twice))).hasSize(types.size() + 1);
        }
    }

    private static List<String> types(LogFormat format, byte[] file) {
        LogLayout layout = format.read(file);
        assertThat(layout.reason()).isEmpty();
        assertThat(layout.records()).noneMatch(record -> record.checksum() == Checksum.WRONG);
        return layout.entries().stream()
                .map(LogRecord::type)
                .map(type -> type.equals("fragments") ? "batch" : type)
                .toList();
    }

    /** Nothing but what is torn is lost, and nobody fails. */
    @ParameterizedTest
    @EnumSource
    void aTornFileIsUnderstoodUpToTheTear(Samples sample) {
        byte[] file = sample.bytes();
        LogFormat format = sample.format();
        LogLayout whole = format.read(file);
        for (int size = 0; size < file.length; size += file.length > 10_000 ? 97 : 1) {
            byte[] torn = Arrays.copyOf(file, size);
            LogLayout layout = format.read(torn);
            assertThat(layout.size()).isEqualTo(size);
            if (sample.isSequence()) {
                int at = size;
                List<LogRecord> before = whole.records().stream()
                        .filter(record -> record.to() <= at)
                        .toList();
                assertThat(layout.records()).as("size %d", size).startsWith(before.toArray(LogRecord[]::new));
            }
        }
    }

    @Test
    void noBytesMakeAReaderFail() {
        long seed = 20_261_129;
        Rng rng = new Rng(seed);
        Samples[] samples = Samples.values();
        List<byte[]> files = Arrays.stream(samples).map(Samples::bytes).toList();
        for (int round = 0; round < 6_000; round++) {
            int which = rng.below(samples.length);
            byte[] bytes = spoilt(files.get(which).clone(), files.get(rng.below(files.size())), rng);
            LogFormat format = rng.chance(0.9) ? samples[which].format() : samples[rng.below(samples.length)].format();
            String what = "seed " + seed + " round " + round + " " + format.name();
            LogLayout layout = format.read(bytes);
            assertThat(layout.size()).as(what).isEqualTo(bytes.length);
            assertThat(LogFormats.of(samples[which].path, bytes).isPresent())
                    .as(what)
                    .isIn(true, false);
            if (!layout.records().isEmpty()) {
                LogRecord record =
                        layout.records().get(rng.below(layout.records().size()));
                assertThat(sealed(format, bytes, record)).as(what).hasSameSizeAs(bytes);
                List<LogRecord> less = new ArrayList<>(layout.records());
                less.remove(record);
                assertThat(format.arrange(bytes, layout, less)).as(what).isNotNull();
            }
        }
    }

    private static byte[] sealed(LogFormat format, byte[] bytes, LogRecord record) {
        try {
            return format.seal(bytes, record);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageEndingWith("are of a kind that is not known");
            return bytes;
        }
    }

    private static byte[] spoilt(byte[] bytes, byte[] other, Rng rng) {
        for (int i = rng.below(4); i >= 0; i--) {
            int at = rng.below(bytes.length);
            switch (rng.below(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << rng.below(8));
                case 1 -> bytes[at] = (byte) rng.below(256);
                case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + rng.below(9)), (byte) -rng.below(2));
                case 3 -> {
                    int count = Math.min(1 + rng.below(100), Math.min(other.length, bytes.length - at));
                    System.arraycopy(other, rng.below(other.length - count + 1), bytes, at, count);
                }
                default -> bytes = Arrays.copyOf(bytes, 1 + rng.below(bytes.length));
            }
        }
        return bytes;
    }

    @Test
    void aLogOfNumbersIsOfRocksOnlyIfItHasASoundRecord() {
        byte[] kafka = Samples.KAFKA.bytes();
        kafka[16] ^= 1;
        byte[] wal = Samples.WAL.bytes();

        assertThat(LogFormats.of(Samples.KAFKA.path, new byte[1_000])).isEmpty();
        assertThat(LogFormats.of(Samples.KAFKA.path, kafka)).isEmpty();
        wal[RocksLog.HEADER_BYTES] ^= 1; // of the first record only
        assertThat(LogFormats.of(Samples.WAL.path, wal)).containsInstanceOf(RocksWal.class);
    }

    @Test
    void aFormatThatIsNotThereIsNamedBesideThoseThatAre() {
        assertThatThrownBy(() -> LogFormats.named("zookeper-log"))
                .hasMessageContaining("there is no format 'zookeper-log' of logs; there are ")
                .hasMessageContaining("zookeeper-log, zookeeper-snapshot, kafka-segment");
    }

    @Test
    void checksumsOfEveryLengthAreThoseOfTheReference() {
        byte[] bytes = new byte[3_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + 7);
        }
        for (String line : HASHES.lines().toList()) {
            String[] words = line.strip().split(" ", -1);
            int length = Integer.parseInt(words[0]);
            assertThat(String.format("%08x", XxHash.hash32(bytes, 0, length)))
                    .as(line)
                    .isEqualTo(words[1]);
            assertThat(String.format("%016x", XxHash.hash64(bytes, 0, length)))
                    .as(line)
                    .isEqualTo(words[2]);
            assertThat(String.format("%016x", Xxh3.hash(bytes, 0, length)))
                    .as(line)
                    .isEqualTo(words[3]);
        }
    }

    /** Length, XXH32, XXH64, XXH3 of the first bytes of a pattern, by the reference implementation. */
    private static final String HASHES = """
        0 02cc5d05 ef46db3751d8e999 2d06800538d394c2
        1 002e0d32 a96c7f0ce858bbb7 4c5cca45d0f4811f
        2 ceb77c10 ac378c5993cd5f9a a7e250c97710ff27
        3 aca17380 56e6957632a487f9 15f7093b173d005c
        4 073faa82 c60d15b1e3ff8f04 dca012f95811b6b9
        5 16ac9537 808815858624dd4e b290cafc7b254345
        7 a9a7eebf afbefc3d6c6f9a8e 7561869c23da3c1b
        8 b9893c6c 3da5c7aa269683e0 dec6a9a43575982e
        9 ef682a43 4b17a9ba9e215c09 cbe393399f17ffbd
        12 9a1b075b 8fe8ab1c1fd0666e 46aaf92c7550afa4
        16 3f6c9665 a19ad429b02bc413 7e484c18d74895d0
        17 e048ecdb fe9f0feb7eeedc09 208bde5ee2bed407
        32 ee42e668 8d57d6a4671cc43d 03df0ac5255d1446
        33 770b5126 62c9fd21ed857664 199a362122d71f46
        64 f2a797fa 7bbabbc45729d17e dd30702ab46b3745
        65 832b0571 f3980c34bae65dc1 fab36b851b94ce20
        128 0bf98264 725a5b9b3bedfe94 f92b70eaa21a6288
        129 f2d10021 28fc8362643627d7 f8f76713f2bb60fa
        200 bf02ae18 95d9a0c977b4b6fb 12fdb864685f344d
        240 6be3ca8b d430520ae3ed2fc6 ccc7375172c41f03
        241 8c1402a0 d3f50496d5bf27e0 0b3b630948ce4a00
        512 91fc3706 17bd9866c1c8ce58 efc2e52d1c2ffbaa
        1024 ead2ce3c 149aa44972cdae00 23bc880ebf0d29c6
        1025 de7d7475 2c9d0b038b4a4b35 c09fdfbc398c7d82
        3000 cf58bf60 b29c7cb9c2fc750c 6eb4b5bfe14d9786
        """;
}
