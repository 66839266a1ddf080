package dev.faultline.check.isolation;

import dev.faultline.check.format.FormatException;
import dev.faultline.check.format.HistoryFile;
import dev.faultline.check.isolation.Transactions.Fate;
import dev.faultline.check.isolation.Transactions.Model;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/** Histories of register transactions in bytes, without times: the logs of Cobra and the bincode of DBCop. */
final class BinaryHistories {

    /** Ids of the transaction that made the first versions: INIT and NULL in Cobra. */
    private static final long COBRA_INIT = 0xbebeebeeL;

    private static final long COBRA_NULL = 0xdeadbeefL;
    private static final int LONGEST_STRING = 1 << 20;

    private final Path file;
    private final SessionBuffer buffer;
    private final DataInputStream in;
    private long offset;

    private BinaryHistories(Path file, SessionBuffer buffer) {
        this.file = file;
        this.buffer = buffer;
        in = new DataInputStream(HistoryFile.open(file));
    }

    /** All {@code T<n>.log} of a folder, each a session. */
    static TransactionFiles.Contents cobra(Path folder, World world, IsolationLimits limits) {
        CobraFolder files = CobraFolder.of(folder);
        List<Path> logs = files.logs();
        SessionBuffer buffer = new SessionBuffer(limits);
        CobraIds ids = new CobraIds();
        for (int session = 0; session < logs.size(); session++) {
            BinaryHistories log = new BinaryHistories(logs.get(session), buffer);
            int number = session;
            log.reading(() -> log.cobraSession(number, ids));
        }
        ids.check(folder);
        return buffer.contents(world.builder(Model.REGISTER).sessionsOnly(), 0, files.remarks());
    }

    /** The history of DBCop; every key starts as 0. */
    static TransactionFiles.Contents dbcop(Path file, World world, IsolationLimits limits) {
        SessionBuffer buffer = new SessionBuffer(limits);
        BinaryHistories history = new BinaryHistories(file, buffer);
        history.reading(history::dbcopHistory);
        TransactionsBuilder builder =
                new TransactionsBuilder(Model.REGISTER).sessionsOnly().initially(0L);
        return buffer.contents(world.apply(builder), 0, List.of());
    }

    private interface Reading {
        void run() throws IOException;
    }

    private void reading(Reading reading) {
        try (in) {
            reading.run();
        } catch (EOFException end) {
            throw error("it ends in the middle of a record");
        } catch (ZipException damaged) {
            throw HistoryFile.damaged(file.toString(), damaged);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }

    private void cobraSession(int session, CobraIds ids) throws IOException {
        int transaction = SessionBuffer.NONE;
        long id = 0;
        for (int letter = in.read(); letter >= 0; letter = in.read()) {
            offset++;
            if (letter == 'S') {
                if (transaction != SessionBuffer.NONE) {
                    throw error("a transaction starts within another");
                }
                id = bigEndian();
                transaction = buffer.begin(session, Fate.COMMITTED);
                if (!ids.start(id)) {
                    throw error("transaction " + id + " starts twice");
                }
                continue;
            }
            if (transaction == SessionBuffer.NONE) {
                throw error("a record outside of a transaction");
            }
            switch (letter) {
                case 'W' -> {
                    long write = bigEndian();
                    long key = bigEndian();
                    long content = bigEndian();
                    buffer.add(transaction, Transactions.WRITE, key, write);
                    if (!ids.write(write, new CobraIds.Version(id, content))) {
                        throw error("write id " + write + " is used twice");
                    }
                }
                case 'R' -> {
                    long writer = bigEndian();
                    long write = bigEndian();
                    long key = bigEndian();
                    CobraIds.Version version = new CobraIds.Version(writer, bigEndian());
                    boolean first = writer == write && (writer == COBRA_INIT || writer == COBRA_NULL);
                    byte kind = first ? SessionBuffer.READ_NOTHING : Transactions.READ;
                    buffer.add(transaction, kind, key, write);
                    if (!first) {
                        ids.read(write, version);
                    } else if (!ids.readFirst(key, version)) {
                        throw error("key %s is read as it was at first, but with another content than elsewhere"
                                .formatted(Long.toUnsignedString(key)));
                    }
                }
                case 'C' -> {
                    if (bigEndian() != id) {
                        throw error("another transaction commits than the one that started");
                    }
                    transaction = SessionBuffer.NONE;
                }
                default -> throw error("a record begins with S, W, R or C");
            }
        }
        if (transaction != SessionBuffer.NONE) {
            throw error("the last transaction does not commit");
        }
    }

    private void dbcopHistory() throws IOException {
        DbcopHeader header =
                new DbcopHeader(littleEndian(), littleEndian(), littleEndian(), littleEndian(), littleEndian());
        for (int i = 0; i < 3; i++) {
            long length = count("a string", LONGEST_STRING);
            in.skipNBytes(length);
            offset += length;
        }
        long sessions = count("the number of sessions", Integer.MAX_VALUE);
        requireAsTold(header.sessions(sessions));
        long most = 0;
        for (int session = 0; session < sessions; session++) {
            long transactions = count("the number of transactions", Integer.MAX_VALUE);
            most = Math.max(most, transactions);
            for (long t = 0; t < transactions; t++) {
                dbcopTransaction(session, header);
            }
        }
        requireAsTold(header.transactions(most));
        if (in.read() >= 0) {
            throw error("it goes on after its end");
        }
    }

    private void requireAsTold(Optional<String> contradiction) {
        contradiction.ifPresent(problem -> {
            throw error(problem);
        });
    }

    private void dbcopTransaction(int session, DbcopHeader header) throws IOException {
        SessionBuffer events = buffer.another();
        int own = events.begin(session, Fate.COMMITTED);
        long count = count("the number of events", Integer.MAX_VALUE);
        requireAsTold(header.events(count));
        for (long i = 0; i < count; i++) {
            boolean write = flag();
            long key = littleEndian();
            long value = littleEndian();
            if (flag()) {
                events.add(own, write ? Transactions.WRITE : Transactions.READ, key, value);
            } else {
                buffer.leaveOut();
            }
        }
        events.moveTo(buffer, flag() ? Fate.COMMITTED : Fate.ABORTED);
    }

    private boolean flag() throws IOException {
        int value = in.readUnsignedByte();
        offset++;
        if (value > 1) {
            throw error("a flag is 0 or 1, not " + value);
        }
        return value == 1;
    }

    private long count(String what, long most) throws IOException {
        long value = littleEndian();
        if (value < 0 || value > most) {
            throw error("%s cannot be %d".formatted(what, value));
        }
        return value;
    }

    private long littleEndian() throws IOException {
        return Long.reverseBytes(bigEndian());
    }

    private long bigEndian() throws IOException {
        long value = in.readLong();
        offset += Long.BYTES;
        return value;
    }

    private FormatException error(String problem) {
        return new FormatException(file.toString(), 0, "byte " + offset + ": " + problem);
    }
}
