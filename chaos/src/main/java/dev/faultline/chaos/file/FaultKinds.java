package dev.faultline.chaos.file;

import dev.faultline.chaos.FaultForm;
import java.util.List;
import java.util.Optional;

/** Finds a kind of fault where a key should stand. */
final class FaultKinds {
    private FaultKinds() {}

    /** Returns the word of a kind that one of the keys is. */
    static Optional<String> meant(List<String> keys) {
        return keys.stream().filter(key -> FaultForm.ofWord(key).isPresent()).findFirst();
    }
}
