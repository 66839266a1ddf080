package dev.faultline.check.isolation;

import dev.faultline.check.format.EventReader;
import dev.faultline.check.format.FileFormat;
import dev.faultline.check.format.FormatException;
import dev.faultline.check.format.KeySurvey;
import dev.faultline.check.format.ReadLimits;
import dev.faultline.check.format.UnknownFile;
import dev.faultline.check.isolation.Transactions.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads histories of transactions from files: operations of Jepsen in EDN or JSON, the texts of Plume, PolySI, IsoVista
 * and AWDIT, the bincode of DBCop, and folders with the logs of Cobra. The format is seen from the content; gzip is
 * unpacked.
 */
public final class TransactionFiles {

    private TransactionFiles() {}

    /**
     * Reads a file, or a folder of Cobra. The world is closed: all writes are recorded, and registers hold at first what
     * their format says, in the operations of Jepsen nothing.
     *
     * @param model what the operations of Jepsen work on; null to see it from the first write. The other formats are of
     *     registers
     * @throws FormatException if it is malformed, or no history of transactions
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Transactions read(Path file, @Nullable Model model, ReadLimits limits) {
        IsolationLimits within = IsolationLimits.standard().memoryBytes(Long.MAX_VALUE);
        return read(file, model, World.CLOSED, KeySurvey.Keys.NONE, limits, within).history;
    }

    /**
     * How much a file holds.
     *
     * @param lines of text; 0 if it has none
     * @param leftOut how many of the units do not count, by reason
     * @param remarks what the reader has to know of it: what was taken for granted, or passed over
     */
    record Counts(long lines, String unit, long read, Map<String, Long> leftOut, List<String> remarks) {}

    /** What was read. */
    record Contents(Transactions history, Counts counts) {}

    /**
     * The same; throws {@link CheckStopped} if it takes more time or memory than this.
     *
     * @param keys where the operations of Jepsen have their keys
     */
    static Contents read(
            Path file,
            @Nullable Model model,
            World world,
            KeySurvey.Keys keys,
            ReadLimits limits,
            IsolationLimits within) {
        if (Files.isDirectory(file)) {
            return registers(model, file, BinaryHistories.cobra(file, world, within));
        }
        return switch (FileFormat.of(file)) {
            case PLUME -> registers(model, file, SessionText.plume(file, world, within));
            case AWDIT -> registers(model, file, SessionText.awdit(file, world, within));
            case DBCOP -> registers(model, file, BinaryHistories.dbcop(file, world, within));
            case COBRA ->
                throw new FormatException(file.toString(), 0, "one log of Cobra of several: name the folder instead");
            case EDN, JSON, EMPTY -> {
                try (EventReader events = EventReader.open(file, limits)) {
                    Model its = model == null ? model(file, within) : model;
                    yield JepsenTransactions.read(
                            events.withKeys(keys), its == null ? Model.REGISTER : its, world, within);
                }
            }
            case JEPSEN_LOG ->
                throw new FormatException(
                        file.toString(), 0, "a log of Jepsen's console is no history of transactions");
            case UNKNOWN -> throw new FormatException(file.toString(), 0, UnknownFile.explain(file));
        };
    }

    private static Contents registers(@Nullable Model model, Path file, Contents contents) {
        if (model != null && model != Model.REGISTER) {
            throw new FormatException(file.toString(), 0, "a history of registers, not " + model.word());
        }
        return contents;
    }

    /** What the file is of: registers where the format has nothing else; null if its operations do not show it. */
    static @Nullable Model model(Path file, IsolationLimits within) {
        if (Files.isDirectory(file)) {
            return Model.REGISTER;
        }
        return switch (FileFormat.of(file)) {
            case EDN, JSON -> {
                try (EventReader events = EventReader.open(file, ReadLimits.standard())) {
                    yield JepsenTransactions.guess(events, within);
                }
            }
            default -> Model.REGISTER;
        };
    }
}
