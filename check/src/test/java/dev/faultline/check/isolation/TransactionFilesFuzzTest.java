package dev.faultline.check.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.check.format.FormatException;
import dev.faultline.check.format.KeySurvey;
import dev.faultline.check.format.ReadLimits;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not what they should be are refused; nothing else happens. */
class TransactionFilesFuzzTest {

    private static final String LISTS = """
        {:index 0 :type :invoke :process 0 :f :txn :value [[:append 1 1] [:r 1 nil]]}
        {:index 1 :type :invoke :process 1 :f :txn :value [[:r 1 nil]]}
        {:index 2 :type :ok :process 0 :f :txn :value [[:append 1 1] [:r 1 [1]]]}
        {:index 3 :type :ok :process 1 :f :txn :value [[:r 1 [1]]]}
        """;
    private static final String PLUME = "w(1,1,0,0)\nw(2,1,0,0)\nr(1,1,1,1)\nr(2,0,1,2)\nw(1,2,1,-1)\n";
    private static final String AWDIT = "w 0 1\nw 1 1\n-----\nr 1 1\n=====\nr 0 1\n";

    @TempDir
    private Path folder;

    @Test
    void readsEachFormat() throws IOException {
        assertThat(text("a.edn", LISTS).size()).isEqualTo(2);
        assertThat(text("a.txt", PLUME).size()).isEqualTo(4);
        assertThat(text("b.txt", AWDIT).size()).isEqualTo(3);
        assertThat(bytes("a.bincode", dbcop()).size()).isEqualTo(2);
        assertThat(cobra(cobraLog()).size()).isEqualTo(2);
    }

    @Test
    void anyDamageIsRefusedOrLeavesAHistory() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        List<byte[]> originals = List.of(
                LISTS.getBytes(StandardCharsets.UTF_8),
                PLUME.getBytes(StandardCharsets.UTF_8),
                AWDIT.getBytes(StandardCharsets.UTF_8),
                dbcop());
        int refused = 0;
        for (int round = 0; round < 4000; round++) {
            byte[] damaged = damage(originals.get(round % originals.size()), random);
            try {
                check(bytes("damaged", damaged), damaged);
            } catch (FormatException expected) {
                refused++;
                assertThat(expected).hasMessageContaining("damaged");
            }
        }
        for (int round = 0; round < 1000; round++) {
            byte[] damaged = damage(cobraLog(), random);
            try {
                check(cobra(damaged), damaged);
            } catch (FormatException expected) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(2000);
    }

    @Test
    void whateverIsAskedOfAFileWithoutTimesIsAnswered() throws IOException {
        Transactions history = text("a.txt", "w(1,1,0,0)\nw(2,1,0,0)\nr(1,1,1,1)\nr(2,0,1,2)\nw(1,1,1,-1)\n");
        for (IsolationLevel level : IsolationLevel.all()) {
            IsolationVerdict verdict = IsolationCheck.check(history, level, IsolationLimits.standard());
            // Either writer of the 1 that was read makes it wrong: one aborted, of the other half is missing later.
            if (level.implies(IsolationLevel.CAUSAL)) {
                assertThat(verdict)
                        .as("%s", level)
                        .isInstanceOfSatisfying(
                                IsolationVerdict.Violation.class,
                                violation -> assertThat(violation.anomaly().transactions())
                                        .isNotEmpty());
            } else if (level.guarantee() == Guarantee.READ_COMMITTED) {
                assertThat(verdict)
                        .as("%s", level)
                        .isInstanceOf(
                                level.scope() == Scope.REALTIME
                                        ? IsolationVerdict.Unknown.class
                                        : IsolationVerdict.Valid.class);
            }
        }
    }

    /** In these formats keys begin as 0, and a transaction may write 0, too. */
    @Test
    void aZeroThatWasReadNeedNotBeTheOneThatWasWritten() throws IOException {
        Transactions plume = text("a.txt", "r(1,0,0,0)\nw(1,1,0,1)\nw(1,0,0,2)\nr(1,0,1,3)\nr(1,1,1,4)\nr(1,0,1,5)\n");
        byte[] content = dbcop();
        // Both write 0 where it wrote 1 and 2: each may have read the beginning, or the other.
        for (int session = 0; session < 2; session++) {
            content[48 + 25 + 16 + session * 53 + 9] = 0;
        }
        for (Transactions history : List.of(plume, bytes("a.bincode", content))) {
            assertThat(IsolationCheck.check(history, IsolationLevel.of("serializable"), IsolationLimits.standard()))
                    .isInstanceOf(IsolationVerdict.Valid.class);
        }
    }

    @Test
    void aCutFileIsRefused() throws IOException {
        byte[] whole = dbcop();
        for (int length = 48; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> bytes("cut", cut)).isInstanceOf(FormatException.class);
        }
        byte[] log = cobraLog();
        for (int length = 1; length < log.length; length++) {
            byte[] cut = Arrays.copyOf(log, length);
            if (length != log.length / 2 && length != firstTransaction()) {
                assertThatThrownBy(() -> cobra(cut)).isInstanceOf(FormatException.class);
            }
        }
    }

    @Test
    void whatCannotBeIsRefusedWithItsPlace() {
        refuses("w(1,1,0,0)\nw(1,2,1,0)\n", ":2: transaction 0 belongs to two sessions");
        refuses(
                "w(1,1,0,0)\nw(1,2,0,1)\nr(1,2,1,9)\nw(2,1,0,0)\n",
                ":4: transaction 0 goes on after the next of session 0");
        refuses("w(1,1,0,-2)\n", ":1: transactions have numbers from 0");
        refuses("w(1,1,0)\n", ":1: a line is");
        refuses("w(1,1,0,x)\n", ":1: a line is");
        refuses("w 1 1\nq 1 1\n", ":2: a line begins with r or w");
        refuses("w 1\n", ":1: a line is");
        refuses("w 1 1\n----\nr 1 1\n", ":2: a line is");
        refuses("w 1 1\n======\nr 1 1\n", ":2: a line is");
        refuses("w 1 1\n-----\rr 1 1\n", ":2: a CR without LF");
        refuses("w(1,1,0,0)\rw(1,2,0,0)\n", ":1: a CR without LF");
        refuses(LISTS.replace("[:append 1 1] [:r 1 [1]]", "[:append 1 2] [:r 1 [1]]"), ":3: ");
        refuses(LISTS.replace("[[:r 1 [1]]]", "[[:r 1 [1]] [:r 1 [1]]]"), ":4: ");
        refuses(LISTS.replace("[:r 1 nil]]", "[:append 1 1]]").replace("[:r 1 [1]]]", "[:append 1 1]]"), ":3: ");
        refuses(LISTS.replace("[:r 1 [1]]", "[:r 1 1]"), ":3: ");
        refuses(LISTS.replace(":ok :process 1", ":ok :process 2"), ":4: ");
    }

    /** In each format the least of all numbers is a number like others: it is not what stands for nothing. */
    @Test
    void noValueStandsForNothing() throws IOException {
        String least = String.valueOf(Long.MIN_VALUE);
        assertThat(serializable(text("awdit", "r 1 " + least + "\n-----\n=====\n")))
                .isFalse();
        assertThat(serializable(text("awdit", "w 1 V\nr 1 V\n=====\nr 1 V\n".replace("V", least))))
                .isTrue();
        assertThat(serializable(text("plume", "w(0,V,1,1)\nr(0,V,2,2)\n".replace("V", least))))
                .isTrue();
        assertThat(serializable(text("plume", "w(0,1,1,1)\nr(0,V,2,2)\n".replace("V", least))))
                .isFalse();
        ByteBuffer content = ByteBuffer.wrap(dbcop()).order(ByteOrder.LITTLE_ENDIAN);
        int write = 48 + 25 + 16 + 9;
        int otherRead = write + 53 + 18;
        content.putLong(otherRead, Long.MIN_VALUE);
        assertThat(serializable(bytes("dbcop", content.array()))).isFalse();
        content.putLong(write, Long.MIN_VALUE);
        assertThat(serializable(bytes("dbcop", content.array()))).isTrue();
        assertThat(serializable(cobra(cobraLog(Long.MIN_VALUE, 500, Long.MIN_VALUE, 500))))
                .isTrue();
        assertThat(serializable(cobra(cobraLog(77, 500, Long.MIN_VALUE, 500)))).isFalse();
    }

    /** AWDIT's files end in either way; of one that ends with an operation nobody can tell whether it was cut. */
    @Test
    void aFileThatEndsWithinATransactionIsTold() throws IOException {
        Path file = folder.resolve("end");
        String told = "its last transaction counts as whole";
        for (String end : List.of("", "\n", "\r\n")) {
            Files.writeString(file, "w 1 1\r\n-----\r\nr 1 1" + end);
            TransactionFiles.Contents contents = contents(file);
            assertThat(contents.counts().remarks().toString()).contains(told);
            assertThat(contents.counts().lines()).isEqualTo(3);
        }
        Files.writeString(file, "w 1 1\n-----\nr 1 1\n-----");
        assertThat(contents(file).counts().remarks()).isEmpty();
        assertThat(contents(file).counts().lines()).isEqualTo(4);
        Files.writeString(file, "w 1 1\n".repeat(30_000));
        assertThat(contents(file).counts().read()).isEqualTo(30_000);
    }

    private static boolean serializable(Transactions history) {
        return IsolationCheck.check(history, IsolationLevel.of("serializable"), IsolationLimits.standard())
                instanceof IsolationVerdict.Valid;
    }

    @Test
    void aHeaderThatTellsOfAnotherShapeIsRefused() throws IOException {
        String[] told = {"", "of 9 sessions, but 2 follow", "", "of 9 transactions in a session, but the longest has 1"
        };
        for (int number : new int[] {1, 3}) {
            ByteBuffer content = ByteBuffer.wrap(dbcop()).order(ByteOrder.LITTLE_ENDIAN);
            content.putLong(number * Long.BYTES, 9);
            assertThatThrownBy(() -> bytes("header", content.array()))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining(told[number]);
        }
        ByteBuffer content = ByteBuffer.wrap(dbcop()).order(ByteOrder.LITTLE_ENDIAN);
        content.putLong(4 * Long.BYTES, 1);
        assertThatThrownBy(() -> bytes("header", content.array()))
                .hasMessageContaining("of 1 events in a transaction, but one has 2");
    }

    @Test
    void aReadOfAnotherContentThanWasWrittenIsRefused() throws IOException {
        assertThatThrownBy(() -> cobra(cobraLog(77, 500, 77, 501)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("write 77 is of transaction 10 with content 500")
                .hasMessageContaining("of transaction 10 with content 501");
        long init = 0xbebeebeeL;
        byte[] log = cobraLog();
        ByteBuffer twice = ByteBuffer.allocate(2 * 51);
        for (int content = 5; content <= 6; content++) {
            twice.put((byte) 'S').putLong(content).put((byte) 'R').putLong(init).putLong(init);
            twice.putLong(7).putLong(content).put((byte) 'C').putLong(content);
        }
        assertThatThrownBy(() -> cobra(twice.array())).hasMessageContaining("key 7 is read as it was at first");
        assertThat(serializable(cobra(log))).isTrue();
    }

    @Test
    void everyLogOfAFolderIsReadOrTold() throws IOException {
        Path logs = Files.createDirectories(folder.resolve("sessions"));
        byte[] log = cobraLog();
        Files.write(logs.resolve("T1.log"), Arrays.copyOf(log, firstTransaction()));
        byte[] second = Arrays.copyOfRange(log, firstTransaction(), log.length);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(logs.resolve("T2.log.gz")))) {
            out.write(second);
        }
        assertThat(contents(logs).history().size()).isEqualTo(2);
        assertThat(contents(logs).counts().remarks()).isEmpty();
        Files.write(Files.createDirectories(logs.resolve("b")).resolve("T5.log"), second);
        Files.writeString(logs.resolve("notes"), "of mine");
        assertThat(contents(logs).counts().remarks().toString()).contains("not read: b/, notes");
        Files.write(logs.resolve("T2.log"), second);
        assertThatThrownBy(() -> contents(logs)).hasMessageContaining("T2.log and T2.log.gz are both of session 2");
        Files.delete(logs.resolve("T2.log"));
        Files.write(logs.resolve("t3.LOG"), second);
        assertThatThrownBy(() -> contents(logs)).hasMessageContaining("t3.LOG").hasMessageContaining("not called so");
    }

    private static TransactionFiles.Contents contents(Path file) {
        return TransactionFiles.read(
                file, null, World.CLOSED, KeySurvey.Keys.NONE, ReadLimits.standard(), IsolationLimits.standard());
    }

    @Test
    void whatIsPackedAndCutIsSaidToEndEarly() throws IOException {
        for (byte[] content : List.of(
                LISTS.getBytes(StandardCharsets.UTF_8),
                PLUME.getBytes(StandardCharsets.UTF_8),
                AWDIT.getBytes(StandardCharsets.UTF_8),
                dbcop())) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(packed)) {
                out.write(content);
            }
            for (int length = 2; length < packed.size(); length++) {
                byte[] cut = Arrays.copyOf(packed.toByteArray(), length);
                assertThatThrownBy(() -> bytes("cut", cut))
                        .as("%d of %d bytes", length, packed.size())
                        .isInstanceOf(FormatException.class)
                        .hasMessageContaining("damaged gzip file: it ends early");
            }
        }
    }

    private void refuses(String content, String message) {
        assertThatThrownBy(() -> text("bad", content))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(message);
    }

    /** Nothing that a reader lets through may break the checker. */
    private static void check(Transactions history, byte[] content) {
        assertThatCode(() ->
                        IsolationCheck.check(history, IsolationLevel.STRICT_SERIALIZABLE, IsolationLimits.standard()))
                .as("as bytes of Latin 1: %s", new String(content, StandardCharsets.ISO_8859_1))
                .doesNotThrowAnyException();
    }

    private Transactions text(String name, String content) throws IOException {
        return bytes(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private Transactions bytes(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, content);
        return TransactionFiles.read(file, null, ReadLimits.standard());
    }

    private Transactions cobra(byte[] log) throws IOException {
        Path logs = Files.createDirectories(folder.resolve("cobra"));
        Files.write(logs.resolve("T1.log"), log);
        return TransactionFiles.read(logs, null, ReadLimits.standard());
    }

    private static byte[] damage(byte[] original, SplittableRandom random) {
        byte[] damaged = original.clone();
        for (int i = 0; i <= random.nextInt(3); i++) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(4)) {
                case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> damaged[at] = (byte) random.nextInt(256);
                case 2 -> damaged = Arrays.copyOf(damaged, Math.max(1, at));
                default -> damaged[at] = damaged[random.nextInt(damaged.length)];
            }
        }
        return damaged;
    }

    private static byte[] dbcop() {
        ByteBuffer bytes = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        for (long number : new long[] {1, 2, 2, 1, 2, 1}) {
            bytes.putLong(number);
        }
        bytes.put((byte) 'i').putLong(0).putLong(0).putLong(2);
        for (int session = 0; session < 2; session++) {
            bytes.putLong(1).putLong(2);
            bytes.put((byte) 1).putLong(session).putLong(1 + session).put((byte) 1);
            bytes.put((byte) 0).putLong(1 - session).putLong(0).put((byte) 1);
            bytes.put((byte) 1);
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static int firstTransaction() {
        return 9 + 25 + 9;
    }

    private static byte[] cobraLog() throws IOException {
        return cobraLog(77, 500, 77, 500);
    }

    private static byte[] cobraLog(long write, long content, long seen, long seenContent) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte('S');
        out.writeLong(10);
        out.writeByte('W');
        for (long number : new long[] {write, 5, content}) {
            out.writeLong(number);
        }
        out.writeByte('C');
        out.writeLong(10);
        out.writeByte('S');
        out.writeLong(11);
        out.writeByte('R');
        for (long number : new long[] {10, seen, 5, seenContent}) {
            out.writeLong(number);
        }
        out.writeByte('C');
        out.writeLong(11);
        return bytes.toByteArray();
    }
}
