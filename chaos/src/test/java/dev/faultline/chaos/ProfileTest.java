package dev.faultline.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProfileTest {
    private static final FaultPlan BOUNDS = FaultPlan.of(List.of("n1", "n2", "n3", "n4", "n5"), Duration.ofSeconds(60))
            .withBudget(new SafetyBudget(2, 2, 1));

    @ParameterizedTest
    @EnumSource
    void aProfileDrawsItsKindsWithinTheBoundsAndEachSeedAnother(Profile profile) {
        assertThat(Profile.ofWord(profile.word())).isEqualTo(profile);
        Set<String> kinds = new HashSet<>();
        Set<Integer> sizes = new HashSet<>();
        int faults = 0;
        for (long seed = 0; seed < 200; seed++) {
            Schedule schedule = profile.draw(BOUNDS, seed);
            assertThat(profile.draw(BOUNDS, seed)).as("seed %d", seed).isEqualTo(schedule);
            schedule.validate(BOUNDS.nodes());
            assertThat(schedule.entries()).as("seed %d", seed).isNotEmpty().allSatisfy(entry -> {
                assertThat(entry.at()).isGreaterThanOrEqualTo(BOUNDS.quietStart());
                assertThat(entry.end()).isLessThanOrEqualTo(BOUNDS.total().minus(BOUNDS.healingEnd()));
            });
            Set<String> damaged = new HashSet<>();
            for (Schedule.Entry entry : schedule.entries()) {
                kinds.add(entry.fault().kind());
                if (FaultPlan.damaging().contains(entry.fault().kind())) {
                    damaged.addAll(entry.fault().touches(BOUNDS.nodes()));
                }
            }
            assertThat(damaged).as("seed %d", seed).hasSizeLessThanOrEqualTo(1);
            sizes.add(schedule.entries().size());
            faults += schedule.entries().size();
        }
        assertThat(kinds).containsExactlyInAnyOrderElementsOf(profile.kinds());
        assertThat(sizes).as("how many faults a run has").hasSizeGreaterThan(10);
        assertThat(faults / 200).as("faults a run").isGreaterThan(8);
    }
}
