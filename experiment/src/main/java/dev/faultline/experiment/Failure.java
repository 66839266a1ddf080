package dev.faultline.experiment;

import dev.faultline.journal.FolderInUseException;
import dev.faultline.journal.MalformedJournalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Why something could not be done, for people. What the user gave and what the machine's environment does (disks, folders,
 * permissions) is told in a sentence; whatever else is thrown is a mistake of Faultline.
 *
 * @param internal whether it is a mistake of Faultline, which wants its stack trace
 * @param sentence what happened
 */
public record Failure(boolean internal, String sentence) {
    private static final String HOUSE = "dev.faultline.";

    /** Tells one from the other. */
    public static Failure of(Throwable thrown) {
        return switch (thrown) {
            case ExperimentException e -> outside(e);
            case MalformedJournalException e -> outside(e);
            case FolderInUseException e -> outside(e);
            case InvalidPathException e ->
                new Failure(false, "'" + e.getInput() + "' cannot be a path here: " + e.getReason());
            case UncheckedIOException e -> new Failure(false, sentence(e));
            case IOException e -> new Failure(false, reason(e));
            case IllegalArgumentException e when isOurs(e) -> outside(e);
            case OutOfMemoryError e ->
                new Failure(
                        true,
                        "the heap of %,d MB is too small (%s); FAULTLINE_JVM_OPTIONS=-Xmx8g gives more"
                                .formatted(Runtime.getRuntime().maxMemory() >> 20, e.getMessage()));
            default -> new Failure(true, String.valueOf(thrown));
        };
    }

    private static Failure outside(Exception e) {
        return new Failure(false, String.valueOf(e.getMessage()));
    }

    /** An argument that Faultline refuses came from outside; one that the JDK refuses is Faultline's. */
    private static boolean isOurs(IllegalArgumentException e) {
        StackTraceElement[] stack = e.getStackTrace();
        return stack.length > 0 && stack[0].getClassName().startsWith(HOUSE);
    }

    /** What was to be done, and why it could not be. */
    private static String sentence(UncheckedIOException e) {
        String what = String.valueOf(e.getMessage());
        IOException cause = e.getCause();
        if (cause == null) {
            return what;
        }
        return what.equals(String.valueOf(cause)) ? reason(cause) : what + ": " + reason(cause, what);
    }

    /** Returns why, in words. */
    public static String reason(IOException e) {
        return reason(e, "");
    }

    /** The path is left out where it has been said. */
    private static String reason(IOException e, String said) {
        if (!(e instanceof FileSystemException fault)) {
            String message = e.getMessage();
            return message == null ? e.getClass().getSimpleName() : lower(message);
        }
        String file = String.valueOf(fault.getFile());
        Path name = Path.of(file).getFileName();
        String about = said.endsWith(name == null ? file : name.toString()) ? "" : file + ": ";
        return about
                + switch (fault) {
                    case NoSuchFileException _ -> "there is no such file or folder";
                    case AccessDeniedException _ -> "no permission";
                    case FileAlreadyExistsException _ -> "a file is there already";
                    case NotDirectoryException _ -> "not a folder";
                    default -> fault.getReason() == null ? fault.getClass().getSimpleName() : lower(fault.getReason());
                };
    }

    private static String lower(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
