package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.RecordChoice;
import dev.faultline.chaos.RecordFault;
import dev.faultline.chaos.format.LogCursor;
import dev.faultline.chaos.format.LogFormat;
import dev.faultline.chaos.format.LogFormats;
import dev.faultline.chaos.format.LogLayout;
import dev.faultline.chaos.format.LogRecord;
import dev.faultline.sim.DiskFault;
import dev.faultline.sim.Node;
import dev.faultline.sim.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A file on a node's disk of which it is known what it is made up of. */
final class LogFile {
    private static final int TYPES_SHOWN = 20;

    private final String path;
    private final byte[] contents;
    private final LogFormat format;
    private final LogLayout layout;

    private LogFile(String path, byte[] contents, LogFormat format) {
        this.path = path;
        this.contents = contents;
        this.format = format;
        layout = LogFormats.read(format, contents);
    }

    String path() {
        return path;
    }

    /** Returns what is in the file; not to be changed. */
    byte[] contents() {
        return contents;
    }

    LogFormat format() {
        return format;
    }

    LogLayout layout() {
        return layout;
    }

    /** Returns the file, if the format, or with {@link RecordFault#ANY} some format, knows it. */
    static Optional<LogFile> of(Node node, String path, String format, DiskFault.Layer layer) {
        byte[] contents = node.disk().read(path, layer);
        Optional<LogFormat> found =
                format.equals(RecordFault.ANY) ? LogFormats.of(path, contents) : Optional.of(LogFormats.named(format));
        return found.map(each -> new LogFile(path, contents, each));
    }

    /**
     * What was found.
     *
     * @param reason why nothing was; empty if something was
     */
    record Search(List<LogFile> files, String reason) {
        boolean isEmpty() {
            return files.isEmpty();
        }
    }

    /** Looks for files that have such a record, and says why there is none. */
    static Search search(Node node, String pattern, String format, RecordChoice choice) {
        List<String> paths = Victims.files(node, pattern);
        List<LogFile> known = new ArrayList<>();
        for (String path : paths) {
            of(node, path, format, DiskFault.Layer.CACHE).ifPresent(known::add);
        }
        List<LogFile> files =
                known.stream().filter(file -> !file.among(choice).isEmpty()).toList();
        if (!files.isEmpty()) {
            return new Search(files, "");
        }
        String where = pattern + " on " + node.name();
        if (paths.isEmpty()) {
            return new Search(files, "there is no file " + where);
        }
        if (known.isEmpty()) {
            return new Search(
                    files,
                    "of " + Evidence.count(paths.size(), "file") + " " + where
                            + " no format is known; 'as' names one of "
                            + LogFormats.all().stream().map(LogFormat::name).collect(Collectors.joining(", ")));
        }
        return new Search(files, known.stream().map(file -> file.lacks(choice)).collect(Collectors.joining("; ")));
    }

    private String lacks(RecordChoice choice) {
        String types =
                shown(layout.records().stream().map(LogRecord::type).distinct().toList());
        return path + " has " + Evidence.count(ofType(choice).size(), "record")
                + (choice.type().isEmpty() ? "" : " of type " + choice.type()) + ", not record " + choice
                + (types.isEmpty() ? "" : "; its types are " + types)
                + rest();
    }

    /** Returns the first of very many. */
    static String shown(List<String> types) {
        int more = types.size() - TYPES_SHOWN;
        return types.stream().limit(TYPES_SHOWN).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    /** Returns from where on the file is not understood, as the end of a sentence; empty if all of it is. */
    String rest() {
        return layout.reason().isEmpty()
                ? ""
                : "; not understood from byte " + layout.understood() + " on: " + layout.reason();
    }

    private List<LogRecord> ofType(RecordChoice choice) {
        return choice.type().isEmpty()
                ? layout.entries()
                : layout.records().stream()
                        .filter(record -> record.type().equals(choice.type()))
                        .toList();
    }

    /** Returns the records of which one is meant: all of them where it is to be drawn. */
    List<LogRecord> among(RecordChoice choice) {
        return pick(ofType(choice), choice);
    }

    /** Returns those of a list that may be meant: all where one is to be drawn, none if the number is not there. */
    static <T> List<T> pick(List<T> all, RecordChoice choice) {
        if (choice.number() == 0) {
            return all;
        }
        long index = choice.number() > 0 ? choice.number() - 1 : all.size() + choice.number();
        return index >= 0 && index < all.size() ? List.of(all.get((int) index)) : List.of();
    }

    /** Returns the record of the choice and those that follow it of its type, so many at most. */
    List<LogRecord> from(RecordChoice choice, long count, Rng rng) {
        List<LogRecord> all = ofType(choice);
        List<LogRecord> among = among(choice);
        int first = all.indexOf(among.get(rng.below(among.size())));
        return all.subList(first, (int) Math.min(all.size(), first + Math.min(count, all.size())));
    }

    /** Returns, as the end of a sentence, that there may be fields of a record that are not known; empty if there are none. */
    static String unknownFields(LogRecord record) {
        return record.fields().size() < LogCursor.FIELDS_MAX
                ? ""
                : "; of a record the first " + Evidence.count(LogCursor.FIELDS_MAX, "field") + " are known";
    }

    /** Returns what a record is, for people. */
    String describe(LogRecord record) {
        List<LogRecord> all = layout.entries();
        String number = all.contains(record) ? "record " + (all.indexOf(record) + 1) + " of " + all.size() + ", " : "";
        return number + record.type() + " at bytes " + record.from() + " to " + record.to();
    }
}
