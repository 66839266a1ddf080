package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HistoryTest {

    @Test
    void operationsAreNumberedByInvocationAndKnowTheirEvents() {
        History history = History.builder()
                .invoke(0, "write", "x", 1, 10)
                .invoke(1, "read", "x", null, 20)
                .ok(1, "read", "x", 1, 30)
                .fail(0, "write", "x", 1, 40)
                .build();

        assertThat(history.operation(0)).isEqualTo(new Operation(0, 0, "write", "x", 1, Outcome.FAIL, 1, 0, 3, 10, 40));
        assertThat(history.operation(1)).isEqualTo(new Operation(1, 1, "read", "x", null, Outcome.OK, 1, 1, 2, 20, 30));
        assertThat(history.events()).isEqualTo(4);
    }

    @Test
    void openOperationHasAnUnknownOutcome() {
        Operation open =
                History.builder().invoke(0, "write", "x", 1, 10).build().operation(0);

        assertThat(open.outcome()).isEqualTo(Outcome.INFO);
        assertThat(open.completedEvent()).isEqualTo(Operation.NEVER);
    }

    @Test
    void builtHistoryDoesNotChangeWhenItsBuilderGoesOn() {
        History.Builder builder = History.builder().invoke(0, "write", "x", 1, 10);
        History before = builder.build();
        builder.ok(0, "write", "x", 1, 20);

        assertThat(before.operation(0).outcome()).isEqualTo(Outcome.INFO);
        assertThat(before.events()).isEqualTo(1);
    }

    @Test
    void historyOfItsOwnOperationsIsTheSame() {
        History history = Registers.shape(500, 7, 3, 4, 20, 40, 10, 0).generate(1);

        assertThat(History.of(history.operations()).operations()).isEqualTo(history.operations());
    }

    @Test
    void secondInvocationOfABusyProcessIsRefusedWithBothEvents() {
        History.Builder builder = History.builder().invoke(3, "write", "x", 1, 10);

        assertThatThrownBy(() -> builder.invoke(3, "read", "x", null, 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("event 1: process 3 invokes read while its write of event 0 is open");
    }

    @Test
    void completionWithoutAnInvocationIsRefused() {
        History.Builder builder =
                History.builder().invoke(3, "write", "x", 1, 10).ok(3, "write", "x", 1, 20);

        assertThatThrownBy(() -> builder.ok(3, "write", "x", 1, 30))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("event 2: process 3 completes write (OK) but has no operation open");
    }

    @Test
    void completionOfAnotherFunctionOrKeyIsRefused() {
        assertThatThrownBy(
                        () -> History.builder().invoke(0, "read", "x", null, 0).ok(0, "write", "x", 1, 1))
                .hasMessage("event 1: process 0 completes write of key x but invoked read of key x at event 0");
        assertThatThrownBy(
                        () -> History.builder().invoke(0, "read", "x", null, 0).ok(0, "read", "y", 1, 1))
                .hasMessage("event 1: process 0 completes read of key y but invoked read of key x at event 0");
    }

    @Test
    void timeThatGoesBackIsRefused() {
        assertThatThrownBy(
                        () -> History.builder().invoke(0, "read", "x", null, 9).ok(0, "read", "x", 1, 8))
                .hasMessageContaining("event 1 (OK read of process 0): time goes back from 9 to 8 ns");
    }
}
