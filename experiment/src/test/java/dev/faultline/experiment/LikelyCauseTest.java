package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.experiment.LikelyCause.Between;
import dev.faultline.sim.Deed;
import dev.faultline.sim.UnmodelledUse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The catalogues of causes and remedies. */
class LikelyCauseTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        JVMS  | event Unmodelled {what=wake-up by a thread outside the simulation} | a.B.c(B.java:1)                   | a thread outside of the simulation
        JVMS  | looks at the host's file /proc/uptime                  | a.B.c(B.java:1)                               | a file of the host
        LIVES | reads a.txt of the host's class path, 3 bytes          | a.B.c(B.java:1)                               | a file of the host
        JVMS  | draws from its random numbers                          | java.lang.ref.ReferenceQueue.poll(ReferenceQueue.java:9) | garbage collection
        JVMS  | prints: x                                              | org.acme.Native.call(Native.java:native)      | native code
        LIVES | prints: x                                              | java.util.IdentityHashMap.put(IdentityHashMap.java:9) | identity hash
        LIVES | draws a hash code                                      | sun.X.<clinit>(X.java:1)                      | once-per-JVM initialisation
        LIVES | draws from its random numbers                          | a.B.c(B.java:1)                               | shared random stream
        JVMS  | event MessageSent {bytes=1}                            | java.util.HashMap$KeyIterator.next(HashMap.java:9) | unordered iteration
        LIVES | prints: 2                                              | a.B.c(B.java:1)                               | once-per-JVM state
        JVMS  | takes a turn at 17 ns                                  | java.lang.Thread.sleep(Thread.java:9)         | real time
        JVMS  | prints: 17                                             | java.lang.Object.wait0(Object.java:native)    | real time
        """)
    void eachKindOfLeakIsNamedByWhatWasDoneAndWhere(Between between, String what, String frame, String name) {
        Deed deed = new Deed(1, "n1/main", what, List.of(frame, "a.Main.main(Main.java:1)"));

        assertThat(LikelyCause.of(between, List.of(deed)))
                .get()
                .extracting(LikelyCause::name)
                .isEqualTo(name);
    }

    @Test
    void everyCauseOfTheCatalogueHasAMeaningAndARemedy() {
        assertThat(LikelyCause.all()).hasSizeGreaterThan(8).allSatisfy(cause -> {
            assertThat(cause.means()).isNotBlank();
            assertThat(cause.remedy()).isNotBlank();
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfUnmodelledUseHasARemedy(UnmodelledUse.Kind kind) {
        UnmodelledUse use = new UnmodelledUse(kind, "anything", "", "n1", "main", "", "", 1);

        assertThat(Remedy.of(use).kind()).isEqualTo(kind);
        assertThat(Remedy.of(use).remedy()).isNotBlank();
    }
}
