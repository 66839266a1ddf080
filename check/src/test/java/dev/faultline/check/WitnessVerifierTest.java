package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The verifier must not believe everything: each wrong witness is refuted for its own reason. */
class WitnessVerifierTest {

    private static final Model<Optional<Object>> REGISTER = Models.register(0);
    private static final History HISTORY = History.builder()
            .invoke(0, "write", null, 1, 0)
            .ok(0, "write", null, 1, 1)
            .invoke(1, "read", null, null, 2)
            .invoke(0, "write", null, 2, 3)
            .ok(1, "read", null, 1, 4)
            .ok(0, "write", null, 2, 5)
            .invoke(1, "write", null, 3, 6)
            .fail(1, "write", null, 3, 7)
            .build();

    @Test
    void rightOrderIsBelieved() {
        assertThat(refute(0, 1, 2)).isEmpty();
    }

    @Test
    void wrongResultIsRefuted() {
        assertThat(refute(0, 2, 1)).get().asString().contains("cannot give its result at place 2");
    }

    @Test
    void orderAgainstRealTimeIsRefuted() {
        assertThat(refute(2, 0, 1)).get().asString().contains("had completed before");
    }

    @Test
    void missingOperationIsRefuted() {
        assertThat(refute(0, 1)).get().asString().contains("is missing");
    }

    @Test
    void repeatedAndFailedOperationsAreRefuted() {
        assertThat(refute(0, 0, 1, 2)).get().asString().contains("must not be placed");
        assertThat(refute(0, 1, 2, 3)).get().asString().contains("must not be placed");
    }

    private static Optional<String> refute(int... order) {
        return WitnessVerifier.refute(REGISTER, HISTORY, new Witness(order, order.clone()));
    }
}
