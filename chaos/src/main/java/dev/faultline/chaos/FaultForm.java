package dev.faultline.chaos;

import java.util.List;
import java.util.Optional;

/**
 * How a kind of fault is written: its word, and its parts in the order of its line. What reads and describes faults in other
 * forms than lines follows from these.
 *
 * @param word the first word of the line
 * @param also other words by which it may be asked for in a table
 * @param doc what happens, in one sentence without a full stop
 * @param parts in the order of the line
 */
public record FaultForm(String word, List<String> also, String doc, List<Part> parts) {
    /** The key of how long a fault lasts; a fault that has it and is not told lasts until it is healed. */
    public static final String LASTING = Form.LASTING;

    /**
     * A part.
     *
     * @param key its name in a table
     * @param said the word before it in the line; empty if it stands there by itself
     * @param usual what it is unless it is given; empty if it must be given
     * @param notation what kind of thing it is: {@code NODE}, {@code DURATION}, ...
     * @param is the same for people
     * @param example of it
     * @param doc what it means, in the form {@code the node}
     */
    public record Part(String key, String said, String usual, String notation, String is, String example, String doc) {}

    /** Copies what it is given. */
    public FaultForm {
        also = List.copyOf(also);
        parts = List.copyOf(parts);
    }

    /** Returns every form, in the order of {@link Fault#kinds}. */
    public static List<FaultForm> all() {
        return Form.all().stream().map(FaultForm::of).toList();
    }

    /** Returns the form of that word, or of which it is one of the other words. */
    public static Optional<FaultForm> ofWord(String word) {
        return all().stream()
                .filter(form -> form.word().equals(word) || form.also().contains(word))
                .findFirst();
    }

    /** Returns the part of that key. */
    public Optional<Part> part(String key) {
        return parts.stream().filter(part -> part.key().equals(key)).findFirst();
    }

    private static FaultForm of(Form form) {
        return new FaultForm(
                form.word(),
                form.otherWords(),
                form.doc(),
                form.slots().stream()
                        .map(slot -> new Part(
                                slot.key(),
                                slot.part().said(),
                                slot.part().usual(),
                                slot.notation().name(),
                                slot.notation().is(),
                                slot.notation().example(),
                                slot.part().doc()))
                        .toList());
    }
}
