package dev.faultline.chaos;

import dev.faultline.chaos.format.LogFormat;
import java.time.Duration;
import java.util.List;

/**
 * What becomes wrong with the records of logs, as the {@linkplain LogFormat format} of the file has them. The lines of text
 * are in {@link Fault}. Nothing undoes them: they last as long as it is watched whether the node reads what is wrong.
 */
public sealed interface RecordFault extends Fault {
    /** Stands for the format that the file is of, and for any field. */
    String ANY = "any";

    /** When a record is changed. */
    enum Stage {
        /** At once, in a file that is there. */
        REST,
        /** As it has been written. */
        WRITE,
        /** Each time that it is read. */
        READ
    }

    /** What a field becomes. */
    enum Becoming {
        /** One of its bits, which is drawn, is the other way round. */
        FLIP,
        /** All its bits are 0. */
        ZERO,
        /** All its bits are 1. */
        ONES,
        /** All its bytes are others, drawn. */
        DRAWN
    }

    /** What becomes of the checksum over a record that was changed. */
    enum Sum {
        /** It stays, and does not fit any more. */
        STALE,
        /** It is that of what is there now, so that nothing tells of the change. */
        RIGHT
    }

    /** What is done to the order of things. */
    enum Edit {
        /** They are gone. */
        DELETE,
        /** They are there twice, one after the other. */
        DUPLICATE,
        /** They change places with the one that follows. */
        SWAP
    }

    /**
     * A field of a record gets another value.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param stage when
     * @param path which files, of which one is drawn, as a {@link dev.faultline.sim.PathPattern}
     * @param format the name of a format, or {@link #ANY} to go by the file
     * @param record which
     * @param field by its name or kind, or {@link #ANY} for one that is drawn
     * @param becoming what it becomes; of what is read a bit flips
     * @param checksum what becomes of that
     * @param chance how likely each record that is written or read is to be changed, above 0 to 1
     * @param times how many are changed at most; at rest so many from that one on
     * @param lasting how long records are changed, and watched
     */
    @Kind(word = "record-change", doc = "a field of a record in a log gets another value")
    record RecordChange(
            @Parts.Nodes List<String> nodes,

            @Part(is = Notation.STAGE, said = "at", usual = "rest", doc = "when it is changed")
            Stage stage,

            @Parts.OneFile String path,

            @Part(is = Notation.FORMAT, said = "as", usual = "any", doc = "what the files are made up of")
            String format,

            @Part(is = Notation.RECORD, said = "record", usual = "any", doc = "which record")
            RecordChoice record,

            @Part(is = Notation.FIELD, said = "field", usual = "any", doc = "which field of it")
            String field,

            @Part(is = Notation.BECOMING, said = "to", usual = "flip", doc = "what the field becomes")
            Becoming becoming,

            @Part(is = Notation.SUM, said = "checksum", usual = "stale", doc = "what becomes of the checksum")
            Sum checksum,

            @Parts.Chance double chance,

            @Part(is = Notation.COUNT, said = "times", usual = "1", doc = "how many records are changed at most")
            long times,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it goes on, and reads are watched")
            Duration lasting)
            implements RecordFault {
        /** Checks the ranges. */
        public RecordChange {
            nodes = Names.checkOrAll(nodes);
            Ranges.path(path);
            Ranges.format(format);
            WrongPart.unless(
                    field.matches("[a-z][a-z0-9-]{0,99}"),
                    "field",
                    "a field is named by lower-case letters, digits and hyphens, was '" + field + "'");
            WrongPart.unless(
                    checksum == Sum.STALE || !field.equals("checksum"),
                    "checksum",
                    "a checksum that is changed and then put right is not changed");
            WrongPart.unless(
                    stage != Stage.READ || (becoming == Becoming.FLIP && checksum == Sum.STALE),
                    "stage",
                    "of what is read a bit flips, and the checksum stays");
            Ranges.chance(chance);
            WrongPart.unless(
                    stage != Stage.REST || chance == 1,
                    "chance",
                    "at rest a record is changed or not; leave the chance");
            Ranges.times(times);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * Records are deleted, doubled or moved, and everything else in the file is as it was.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param edit what is done
     * @param path which files, of which one is drawn, as a {@link dev.faultline.sim.PathPattern}
     * @param format the name of a format, or {@link #ANY} to go by the file
     * @param record which
     * @param count how many from there on, at least 1
     * @param lasting how long reads are watched
     */
    @Kind(word = "record-edit", doc = "records of a log are deleted, are there twice, or change places")
    record RecordEdit(
            @Parts.Nodes List<String> nodes,

            @Part(is = Notation.EDIT, doc = "what is done to them")
            Edit edit,

            @Parts.OneFile String path,

            @Part(is = Notation.FORMAT, said = "as", usual = "any", doc = "what the files are made up of")
            String format,

            @Part(is = Notation.RECORD, said = "record", usual = "any", doc = "which record")
            RecordChoice record,

            @Part(is = Notation.COUNT, said = "count", usual = "1", doc = "how many from there on")
            long count,

            @Part(is = Notation.DURATION, said = "for", doc = "how long reads are watched")
            Duration lasting)
            implements RecordFault {
        /** Checks the ranges. */
        public RecordEdit {
            nodes = Names.checkOrAll(nodes);
            Ranges.path(path);
            Ranges.format(format);
            WrongPart.unless(count >= 1, "count", "a record at least is edited, was " + count);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * Whole files of a log are deleted, stand in the place of the next one, too, or change places with it. Which is the next
     * follows from their names.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param edit what is done
     * @param path which files make up the log, as a {@link dev.faultline.sim.PathPattern}
     * @param segment which of them; it has no type
     * @param lasting how long reads are watched
     */
    @Kind(
            word = "segment-edit",
            doc = "a file of a log is deleted, stands in place of the next, too, or changes places with it")
    record SegmentEdit(
            @Parts.Nodes List<String> nodes,

            @Part(is = Notation.EDIT, doc = "what is done to it")
            Edit edit,

            @Part(is = Notation.PATTERN, said = "of", doc = "the files of the log")
            String path,

            @Part(is = Notation.RECORD, said = "segment", usual = "any", doc = "which of them")
            RecordChoice segment,

            @Part(is = Notation.DURATION, said = "for", doc = "how long reads are watched")
            Duration lasting)
            implements RecordFault {
        /** Checks the ranges. */
        public SegmentEdit {
            nodes = Names.checkOrAll(nodes);
            Ranges.path(path);
            WrongPart.unless(
                    segment.type().isEmpty(),
                    "segment",
                    "a segment has no type; the pattern of paths says which are meant");
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }
}
