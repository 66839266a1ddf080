package dev.faultline.check.format;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The kinds of files with histories, told apart by how they begin. */
public enum FileFormat {
    /** Maps of Clojure, as Jepsen, Knossos, Elle and Porcupine's key-value tests write them. */
    EDN,
    /** Objects in an array or one after the other, as elle-cli and {@code history.jsonl} have them. */
    JSON,
    /** The console log of Jepsen, as in Porcupine's etcd tests. */
    JEPSEN_LOG,
    /** {@code w(key,value,session,transaction)} a line: Plume, PolySI, IsoVista. */
    PLUME,
    /** {@code w key value} a line, {@code -----} between transactions: AWDIT. */
    AWDIT,
    /** The binary log of one session of Cobra. */
    COBRA,
    /** The binary history of DBCop. */
    DBCOP,
    /** Nothing but blanks and comments. */
    EMPTY,
    /** None of these. */
    UNKNOWN;

    private static final int HEAD_BYTES = 1 << 14;
    private static final int DBCOP_HEADER = 6 * Long.BYTES;
    private static final int LARGEST_COUNT_BYTES = 4;
    private static final int COBRA_RECORD = 1 + Long.BYTES;
    private static final Pattern JEPSEN_LINE = Pattern.compile("(?s)INFO\\s+jepsen\\.util - .*");
    private static final Pattern PLUME_LINE = Pattern.compile("(?s)[rw]\\(.*");
    private static final Pattern AWDIT_LINE = Pattern.compile("(?s)([rw][ \\t].*|-----.*|=====.*)");

    /**
     * The format of a file, by the first bytes of its unpacked content.
     *
     * @throws FormatException if it is a damaged gzip file
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static FileFormat of(Path file) {
        return of(HistoryFile.head(file, HEAD_BYTES));
    }

    static FileFormat of(byte[] head) {
        if (head.length >= COBRA_RECORD && head[0] == 'S' && (head[1] < ' ' || head[COBRA_RECORD - 1] < ' ')) {
            return COBRA;
        }
        String text = new String(head, StandardCharsets.ISO_8859_1).stripLeading();
        while (text.startsWith(";")) {
            int end = text.indexOf('\n');
            text = end < 0 ? "" : text.substring(end).stripLeading();
        }
        if (text.isEmpty() && head.length < HEAD_BYTES) {
            return EMPTY;
        }
        if (JEPSEN_LINE.matcher(text).matches()) {
            return JEPSEN_LOG;
        }
        if (PLUME_LINE.matcher(text).matches()) {
            return PLUME;
        }
        if (AWDIT_LINE.matcher(text).matches()) {
            return AWDIT;
        }
        if (looksLikeDbcop(head)) {
            return DBCOP;
        }
        return ofMaps(text);
    }

    private static FileFormat ofMaps(String text) {
        int at = 0;
        int braces = 0;
        boolean brackets = false;
        while (at < text.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case '{' -> {
                    if (++braces > 1) {
                        return UNKNOWN;
                    }
                }
                case '[', '(' -> {
                    if (braces > 0 || brackets || c == '(') {
                        return c == '(' && braces == 0 && !brackets ? EDN : UNKNOWN;
                    }
                    brackets = true;
                }
                case ']', '}' -> {
                    return c == ']' && brackets && braces == 0 ? JSON : UNKNOWN;
                }
                case '"' -> {
                    return braces > 0 ? JSON : UNKNOWN;
                }
                case ':', '#', ';', '^' -> {
                    return braces > 0 || c != ':' ? EDN : UNKNOWN;
                }
                case ' ', '\n', '\r', '\t' -> {}
                case ',' -> {
                    return EDN;
                }
                default -> {
                    return UNKNOWN;
                }
            }
        }
        return UNKNOWN;
    }

    /** Five counts of eight bytes, each small, and the length of a string. */
    private static boolean looksLikeDbcop(byte[] head) {
        if (head.length < DBCOP_HEADER) {
            return false;
        }
        for (int count = 0; count < DBCOP_HEADER; count += Long.BYTES) {
            for (int i = LARGEST_COUNT_BYTES; i < Long.BYTES; i++) {
                if (head[count + i] != 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
