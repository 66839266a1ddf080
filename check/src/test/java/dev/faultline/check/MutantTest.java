package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.trial.ExhaustiveSearch;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bugs planted into histories of some tens of operations, with many crashes: found if and only if visible. */
class MutantTest {

    private static final int HISTORIES = 1_500;
    private static final Model<Optional<Object>> MODEL = Models.casRegister(null, RegisterOption.FAILED_CAS_IS_CHECKED);

    @ParameterizedTest
    @EnumSource
    void plantedBugIsFoundWheneverTheOracleSeesIt(Mutant mutant) {
        Check check = Check.linearizability(MODEL);
        int planted = 0;
        int visible = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            HistoryGenerator shape = Registers.shape(
                    10 + random.nextInt(25), 2 + random.nextInt(6), 1, random.nextInt(2) * 5, 25, 45, 15, 0);
            History valid = shape.generate(seed);
            Verdict before = check.run(valid);
            assertThat(before).as("seed %d before the bug", seed).isInstanceOf(Verdict.Valid.class);
            Optional<History> broken = mutant.plant(valid, random);
            if (broken.isEmpty()) {
                continue;
            }
            planted++;
            boolean expected = ExhaustiveSearch.isLongLinearizable(MODEL, broken.get());
            Verdict verdict = check.run(broken.get());
            visible += expected ? 0 : 1;
            Partition partition = Whole.partition(MODEL, broken.get());
            assertThat(Frontier.decide(MODEL, partition, Limits.standard(), Integer.MAX_VALUE))
                    .as("seed %d: complete walk", seed)
                    .isInstanceOf(expected ? PartitionResult.Explained.class : PartitionResult.Unexplained.class);
            assertThat(verdict)
                    .as("seed %d", seed)
                    .isInstanceOf(expected ? Verdict.Valid.class : Verdict.Violation.class);
            if (verdict instanceof Verdict.Valid(Level _, Witness witness, String sentence)) {
                assertThat(WitnessVerifier.refute(MODEL, broken.get(), witness))
                        .as("seed %d: %s", seed, sentence)
                        .isEmpty();
            }
        }
        System.out.printf("%s: planted %d, visible to the oracle and found %d%n", mutant, planted, visible);
        assertThat(visible).isGreaterThan(planted / 10).isGreaterThan(20);
    }
}
