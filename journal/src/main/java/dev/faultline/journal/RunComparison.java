package dev.faultline.journal;

import java.util.Optional;

/**
 * What comparing two runs byte for byte, the host sections of their manifests apart, found: that they are the same, or
 * the first place where they are not. The manifests are compared first, then events, history and all other files by
 * name: the earliest of these says most about why the later ones differ.
 */
public sealed interface RunComparison {

    /**
     * The runs are the same.
     *
     * @param files how many files of each run were compared
     */
    record Same(int files) implements RunComparison {
        @Override
        public String describe() {
            return "the same in " + files + " files";
        }
    }

    /**
     * The runs were not runs of the same: their manifests differ.
     *
     * @param field of the manifest
     * @param left its value in the first run, as JSON
     * @param right its value in the second
     */
    record ManifestDiffers(String field, String left, String right) implements RunComparison {
        @Override
        public String describe() {
            return RunFolder.MANIFEST + ": \"" + field + "\" is " + left + " and " + right;
        }
    }

    /**
     * The runs parted at an event.
     *
     * @param step the first that differs
     * @param left the event in the first run; empty when that had ended
     * @param right the event in the second run; empty when that had ended
     */
    record EventDiffers(long step, Optional<Event> left, Optional<Event> right) implements RunComparison {
        @Override
        public String describe() {
            return RunFolder.EVENTS + ": step " + step + " is " + text(left) + " and " + text(right);
        }

        private static String text(Optional<Event> event) {
            return event.map(e -> JsonBytes.escape(e.name() + " at " + e.node() + "/" + e.subnode()) + " "
                            + JsonBytes.print(e.data()) + " t=" + e.timeNanos() + " cause=" + e.cause())
                    .orElse("not there");
        }
    }

    /**
     * Another file differs.
     *
     * @param file relative to the run, with slashes
     * @param line the first that differs, from 1
     * @param offset of the first byte that differs, from 0
     */
    record FileDiffers(String file, long line, long offset) implements RunComparison {
        @Override
        public String describe() {
            return file + ":" + line + ": differs from byte " + offset + " on";
        }
    }

    /**
     * Only one run has the file.
     *
     * @param file relative to the run, with slashes
     * @param inLeft whether it is the first run that has it
     */
    record FileMissing(String file, boolean inLeft) implements RunComparison {
        @Override
        public String describe() {
            return file + ": only in the " + (inLeft ? "first" : "second") + " run";
        }
    }

    /**
     * Compares two runs. Reads in pieces: memory grows with the number of files, not with their size.
     *
     * @throws MalformedJournalException when a manifest, or a differing event, cannot be read
     * @throws IllegalArgumentException when a run holds something else than files and folders, such as a link
     * @throws java.io.UncheckedIOException when a file cannot be read
     */
    static RunComparison of(RunFolder left, RunFolder right) {
        return new RunComparer(left, right).compare();
    }

    /** Whether the runs are the same. */
    default boolean same() {
        return this instanceof Same;
    }

    /** One line for people. */
    String describe();
}
