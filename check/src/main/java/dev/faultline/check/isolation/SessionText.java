package dev.faultline.check.isolation;

import dev.faultline.check.format.FormatException;
import dev.faultline.check.format.HistoryFile;
import dev.faultline.check.isolation.Transactions.Fate;
import dev.faultline.check.isolation.Transactions.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;

/** Histories of register transactions in text, without times: of Plume, PolySI and IsoVista, and of AWDIT. */
final class SessionText {

    private static final long ABORTED = -1;
    private static final int PLUME_NUMBERS = 4;
    private static final byte NO_KIND = -1;
    private static final int LONGEST_LINE = 200;

    private static final String TRANSACTION_END = "-----";
    private static final String SESSION_END = "=====";
    /** What is told if nothing follows the last operation of AWDIT: a whole file may end so, and one that was cut. */
    private static final String OPEN_END =
            "the file ends with an operation, not with ----- or =====: its last transaction" + " counts as whole";

    private final Path file;
    private final Map<Long, Integer> transactionOf = new HashMap<>();
    /** The latest transaction of each session, which the next line of it may go on. */
    private final Map<Integer, Integer> latestOf = new HashMap<>();

    private final SessionBuffer buffer;
    private final long[] numbers = new long[PLUME_NUMBERS];
    private int previous = SessionBuffer.NONE;
    private long line;

    private SessionText(Path file, IsolationLimits limits) {
        this.file = file;
        buffer = new SessionBuffer(limits);
    }

    /** {@code w(key,value,session,transaction)} a line; every key starts as 0. */
    static TransactionFiles.Contents plume(Path file, World world, IsolationLimits limits) {
        return new SessionText(file, limits).read(true, world);
    }

    /** {@code w key value} a line, {@code -----} after a transaction, {@code =====} after a session. */
    static TransactionFiles.Contents awdit(Path file, World world, IsolationLimits limits) {
        return new SessionText(file, limits).read(false, world);
    }

    private TransactionFiles.Contents read(boolean plume, World world) {
        int session = 0;
        int transaction = SessionBuffer.NONE;
        try (TextLines lines = new TextLines(file)) {
            for (String text = lines.next(); text != null; text = lines.next()) {
                line = lines.number();
                if (text.isEmpty()) {
                    continue;
                }
                if (plume) {
                    plumeLine(text);
                } else if (text.equals(TRANSACTION_END) || text.equals(SESSION_END)) {
                    session += text.charAt(0) == '=' ? 1 : 0;
                    transaction = SessionBuffer.NONE;
                } else {
                    if (transaction == SessionBuffer.NONE) {
                        transaction = buffer.begin(session, Fate.COMMITTED);
                    }
                    awditLine(text, transaction);
                }
            }
        } catch (ZipException damaged) {
            throw HistoryFile.damaged(file.toString(), damaged);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
        TransactionsBuilder builder = new TransactionsBuilder(Model.REGISTER).sessionsOnly();
        if (plume) {
            builder.initially(0L);
        }
        return buffer.contents(
                world.apply(builder), line, transaction == SessionBuffer.NONE ? List.of() : List.of(OPEN_END));
    }

    private void plumeLine(String text) {
        boolean framed = text.length() > 3 && text.charAt(1) == '(' && text.endsWith(")");
        byte kind = kind(text);
        if (!framed || !numbers(text, 2, text.length() - 1, ',', PLUME_NUMBERS)) {
            throw error("a line is r(key,value,session,transaction) or w(..) in whole numbers", text);
        }
        int session = (int) numbers[2];
        if (session != numbers[2]) {
            throw error("a session number fits in 32 bits", text);
        }
        int transaction = numbers[3] == ABORTED
                ? buffer.begin(session, Fate.ABORTED)
                : plumeTransaction(numbers[3], session, text);
        buffer.at(transaction, line);
        buffer.add(transaction, kind, numbers[0], numbers[1]);
    }

    private int plumeTransaction(long number, int session, String text) {
        Integer known = transactionOf.get(number);
        if (known == null) {
            if (number < ABORTED) {
                throw error("transactions have numbers from 0, or -1 if they aborted", text);
            }
            known = buffer.begin(session, Fate.COMMITTED);
            transactionOf.put(number, known);
            latestOf.put(session, known);
        } else if (buffer.session(known) != session) {
            throw error("transaction " + number + " belongs to two sessions", text);
        } else if (known != previous && !known.equals(latestOf.get(session))) {
            throw error(
                    "transaction %d goes on after the next of session %d has begun; its lines stand together"
                            .formatted(number, session),
                    text);
        }
        previous = known;
        return known;
    }

    private void awditLine(String text, int transaction) {
        byte kind = text.charAt(0) == '-' || text.charAt(0) == '=' ? NO_KIND : kind(text);
        int from = 1;
        while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        if (kind == NO_KIND || from == 1 || !numbers(text.replace('\t', ' '), from, text.length(), ' ', 2)) {
            throw error("a line is 'r key value' or 'w key value' in whole numbers, '-----' or '====='", text);
        }
        buffer.at(transaction, line);
        buffer.add(transaction, kind, numbers[0], numbers[1]);
    }

    private byte kind(String text) {
        return switch (text.charAt(0)) {
            case 'r' -> Transactions.READ;
            case 'w' -> Transactions.WRITE;
            default -> throw error("a line begins with r or w", text);
        };
    }

    /** Exactly {@code count} numbers, separated by one character and blanks. */
    private boolean numbers(String text, int from, int until, char separator, int count) {
        int at = from;
        for (int i = 0; i < count; i++) {
            int end = text.indexOf(separator, at);
            end = i == count - 1 ? until : end;
            if (end < 0 || end > until) {
                return false;
            }
            try {
                numbers[i] = Long.parseLong(text.substring(at, end).strip());
            } catch (NumberFormatException none) {
                return false;
            }
            at = end + 1;
        }
        return true;
    }

    private FormatException error(String rule, String text) {
        String shown = text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE) + "..";
        return new FormatException(file.toString(), line, rule + ", not " + shown);
    }
}
