package dev.faultline.check;

import java.util.Optional;

/**
 * An operation of a register: one test of the value, then at most one assignment.
 *
 * @param test what must hold before
 * @param expected the value that the test compares with; meaningless for {@link Test#ANY}
 * @param writes whether it assigns; if not, the register stays as it is
 * @param written the value assigned, which may be absence; meaningless unless {@code writes}
 */
record Assignment(Test test, Optional<Object> expected, boolean writes, Optional<Object> written) {

    enum Test {
        ANY,
        IS,
        IS_NOT
    }

    static Assignment read(Optional<Object> value) {
        return new Assignment(Test.IS, value, false, Optional.empty());
    }

    static Assignment readOfAnything() {
        return new Assignment(Test.ANY, Optional.empty(), false, Optional.empty());
    }

    static Assignment write(Optional<Object> value) {
        return new Assignment(Test.ANY, Optional.empty(), true, value);
    }

    static Assignment cas(Optional<Object> expected, Optional<Object> value) {
        return new Assignment(Test.IS, expected, !expected.equals(value), value);
    }

    static Assignment failedCas(Optional<Object> expected) {
        return new Assignment(Test.IS_NOT, expected, false, Optional.empty());
    }

    boolean allows(Optional<Object> value) {
        return switch (test) {
            case ANY -> true;
            case IS -> expected.equals(value);
            case IS_NOT -> !expected.equals(value);
        };
    }
}
