package dev.faultline.sim.internal.jdk.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import org.junit.jupiter.api.Test;

class ReferenceHooksTest {
    @Test
    void whatIsLeftToTheCollectorAreReferencesOfThisJdk() {
        assertThat(ReferenceHooks.UNSEEN)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(Reference.class.isAssignableFrom(Class.forName(name, false, null)))
                        .isTrue());
    }
}
