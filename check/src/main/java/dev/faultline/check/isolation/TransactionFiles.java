package dev.faultline.check.isolation;

import dev.faultline.check.format.EventReader;
import dev.faultline.check.format.FileFormat;
import dev.faultline.check.format.FormatException;
import dev.faultline.check.format.ReadLimits;
import dev.faultline.check.isolation.Transactions.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads histories of transactions from files: operations of Jepsen in EDN or JSON, the texts of Plume, PolySI, IsoVista
 * and AWDIT, the bincode of DBCop, and folders with the logs of Cobra. The format is seen from the content; gzip is
 * unpacked.
 */
public final class TransactionFiles {

    private TransactionFiles() {}

    /**
     * Reads a file, or a folder of Cobra.
     *
     * @param model what the operations of Jepsen work on; null to see it from the first write. The other formats are of
     *     registers
     * @throws FormatException if it is malformed, or no history of transactions
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Transactions read(Path file, @Nullable Model model, ReadLimits limits) {
        return read(file, model, limits, IsolationLimits.standard().memoryBytes(Long.MAX_VALUE));
    }

    /** The same; throws {@link CheckStopped} if it takes more time or memory than this. */
    static Transactions read(Path file, @Nullable Model model, ReadLimits limits, IsolationLimits within) {
        if (Files.isDirectory(file)) {
            return registers(model, file, BinaryHistories.cobra(file, within));
        }
        return switch (FileFormat.of(file)) {
            case PLUME -> registers(model, file, SessionText.plume(file, within));
            case AWDIT -> registers(model, file, SessionText.awdit(file, within));
            case DBCOP -> registers(model, file, BinaryHistories.dbcop(file, within));
            case COBRA ->
                throw new FormatException(file.toString(), 0, "one log of Cobra of several: name the folder instead");
            case EDN, JSON -> {
                try (EventReader events = EventReader.open(file, limits)) {
                    yield JepsenTransactions.read(events, model == null ? guess(file, limits, within) : model, within);
                }
            }
            case JEPSEN_LOG, UNKNOWN ->
                throw new FormatException(file.toString(), 0, "not a history of transactions in any format known");
        };
    }

    private static Transactions registers(@Nullable Model model, Path file, Transactions history) {
        if (model != null && model != Model.REGISTER) {
            throw new FormatException(file.toString(), 0, "a history of registers, not " + model.word());
        }
        return history;
    }

    private static Model guess(Path file, ReadLimits limits, IsolationLimits within) {
        try (EventReader events = EventReader.open(file, limits)) {
            Model model = JepsenTransactions.guess(events, within);
            return model == null ? Model.REGISTER : model;
        }
    }
}
