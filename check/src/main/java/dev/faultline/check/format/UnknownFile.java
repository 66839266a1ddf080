package dev.faultline.check.format;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What to give instead of a file that is no history, as far as its beginning shows. */
public final class UnknownFile {

    private static final int HEAD_BYTES = 512;
    private static final String KNOWN =
            "; give operations as EDN maps or JSON objects, one a line or in a list, a console log of Jepsen, or"
                    + " transactions as Plume, AWDIT, Cobra or DBCop write them (docs/checking-histories.md)";
    private static final Map<String, String> BEGINNINGS = new LinkedHashMap<>();

    static {
        BEGINNINGS.put(
                "JEPSEN",
                "it is a binary store of Jepsen (test.jepsen); give the history.edn that Jepsen writes beside it");
        BEGINNINGS.put("\u00ff\u00fe", "it is text in UTF-16; give it in UTF-8");
        BEGINNINGS.put("\u00fe\u00ff", "it is text in UTF-16; give it in UTF-8");
        BEGINNINGS.put("PK\u0003\u0004", "it is a zip archive; give what is inside, or pack it with gzip");
        BEGINNINGS.put("(\u00b5/\u00fd", "it is packed by zstd; unpack it, or pack it with gzip");
        BEGINNINGS.put("\u00fd7zXZ", "it is packed by xz; unpack it, or pack it with gzip");
        BEGINNINGS.put("BZh", "it is packed by bzip2; unpack it, or pack it with gzip");
        BEGINNINGS.put("<", "it is markup, and no history");
    }

    private UnknownFile() {}

    /** What is wrong with the file, in words that begin small; throws as {@link FileFormat#of(Path)}. */
    public static String explain(Path file) {
        byte[] head = HistoryFile.head(file, HEAD_BYTES);
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String hint = BEGINNINGS.entrySet().stream()
                .filter(known -> text.startsWith(known.getKey()))
                .map(known -> ": " + known.getValue())
                .findFirst()
                .orElse(
                        file.toString().endsWith(".jepsen") || file.toString().endsWith(".fressian")
                                ? ": " + BEGINNINGS.get("JEPSEN")
                                : "");
        return "not a history in any format known" + (hint.isEmpty() ? KNOWN : hint);
    }
}
