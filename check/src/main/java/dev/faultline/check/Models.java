package dev.faultline.check;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The models that come with Faultline. All are immutable and may be shared by threads. */
public final class Models {

    private Models() {}

    /**
     * One register for each key.
     *
     * <p>{@code write v} sets it; {@code read}, invoked with null, completes with the value. A failed
     * operation did not happen. The state is the value, empty while the register is absent.
     *
     * @param initial the value at the start, null for absent
     */
    public static Model<Optional<Object>> register(@Nullable Object initial, RegisterOption... options) {
        return new RegisterModel("register", Set.of("read", "write"), Optional.ofNullable(initial), setOf(options));
    }

    /**
     * A register with compare-and-set for each key: as {@link #register}, and {@code cas [expected new]} with
     * a list of two as its value. It succeeds only where the register holds the expected value.
     *
     * @param initial the value at the start, null for absent
     */
    public static Model<Optional<Object>> casRegister(@Nullable Object initial, RegisterOption... options) {
        return new RegisterModel(
                "cas-register", Set.of("read", "write", "cas"), Optional.ofNullable(initial), setOf(options));
    }

    private static Set<RegisterOption> setOf(RegisterOption... options) {
        Set<RegisterOption> set = EnumSet.noneOf(RegisterOption.class);
        set.addAll(List.of(options));
        return set;
    }
}
