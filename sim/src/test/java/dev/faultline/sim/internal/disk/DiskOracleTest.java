package dev.faultline.sim.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sim.CrashRule;
import dev.faultline.sim.Rng;
import dev.faultline.sim.internal.disk.DiskUnderTest.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random programs on the disk against {@link DiskOracle}, and disks with planted faults, which must be found. */
class DiskOracleTest {
    private static final int CHANGES_MAX = 9;
    private static final int STATES_MAX = 48;
    private static final int CRASHES_MAX = 20_000;

    /** The profiles; a torn page has too many states to be listed. */
    private static final Map<String, CrashRule> RULES = new TreeMap<>(Map.of(
            "strict", untorn(CrashRule.STRICT),
            "ext4", untorn(CrashRule.EXT4),
            "everything-lost", untorn(CrashRule.EVERYTHING_LOST)));

    private static CrashRule untorn(CrashRule rule) {
        return new CrashRule(
                rule.pagesKept(), 0, rule.names(), rule.directoriesNeedSync(), rule.replacementsKeepContents());
    }

    /** A program without the steps that are not possible. */
    private record Case(String what, CrashRule rule, List<DiskOp> program, Set<Map<String, String>> allowed) {
        Map<String, String> crash(Fault fault, long seed) {
            DiskUnderTest disk = new DiskUnderTest(rule, fault);
            program.forEach(disk::step);
            disk.crash(seed);
            return disk.state();
        }
    }

    private static Case draw(String profile, long seed, int steps) {
        CrashRule rule = RULES.get(profile);
        DiskOracle oracle = new DiskOracle(rule);
        List<DiskOp> program = new ArrayList<>();
        for (DiskOp op : DiskOp.program(new Rng(seed), steps)) {
            if (oracle.changes() < CHANGES_MAX && oracle.step(op)) {
                program.add(op);
            }
        }
        return new Case(profile + ", seed " + seed + ": " + program, rule, program, oracle.afterCrash());
    }

    /** Returns what is wrong with the disk in this case: a state that is not allowed after one of some crashes. */
    private static Optional<String> forbiddenState(Case each, Fault fault, int crashes) {
        for (long seed = 0; seed < crashes; seed++) {
            Map<String, String> left = each.crash(fault, seed);
            if (!each.allowed().contains(left)) {
                return Optional.of(
                        each.what() + ", crash " + seed + " left " + left + ", allowed are " + each.allowed());
            }
        }
        return Optional.empty();
    }

    /** Returns what is wrong with the disk in this case: an allowed state that many crashes do not reach. */
    private static Optional<String> missedState(Case each, Fault fault) {
        Set<Map<String, String>> missing = new HashSet<>(each.allowed());
        if (missing.size() > STATES_MAX) {
            return Optional.empty();
        }
        for (long seed = 0; seed < CRASHES_MAX && !missing.isEmpty(); seed++) {
            missing.remove(each.crash(fault, seed));
        }
        return missing.isEmpty() ? Optional.empty() : Optional.of(each.what() + " never left " + missing);
    }

    @Test
    void programsSeeWhatTheOracleSays() {
        for (long seed = 1; seed <= 300; seed++) {
            DiskOracle oracle = new DiskOracle(RULES.get("ext4"));
            DiskUnderTest disk = new DiskUnderTest(RULES.get("ext4"), Fault.NONE);
            for (DiskOp op : DiskOp.program(new Rng(seed), 40)) {
                assertThat(disk.step(op)).as("seed %d, %s", seed, op).isEqualTo(oracle.step(op));
                assertThat(disk.state()).as("seed %d, %s", seed, op).isEqualTo(oracle.now());
            }
            disk.endProcess();
        }
    }

    @Test
    void everyStateAfterACrashIsAllowed() {
        for (String profile : RULES.keySet()) {
            for (long seed = 1; seed <= 1_000; seed++) {
                assertThat(forbiddenState(draw(profile, seed, 24), Fault.NONE, 10))
                        .isEmpty();
            }
        }
    }

    @Test
    void everyAllowedStateOfASmallProgramIsReached() {
        int reached = 0;
        for (String profile : RULES.keySet()) {
            for (long seed = 1; seed <= 200; seed++) {
                Case each = draw(profile, seed, 14);
                assertThat(missedState(each, Fault.NONE)).isEmpty();
                reached += each.allowed().size() <= STATES_MAX ? each.allowed().size() : 0;
            }
        }
        assertThat(reached).as("states of all programs").isGreaterThan(2_000);
    }

    @Test
    void aDiskWithAFaultIsFound() {
        for (Fault fault : Fault.values()) {
            boolean found = RULES.keySet().stream().anyMatch(profile -> isFound(profile, fault));
            assertThat(found).as("%s is found", fault).isEqualTo(fault != Fault.NONE);
        }
    }

    private static boolean isFound(String profile, Fault fault) {
        for (long seed = 1; seed <= 60; seed++) {
            Case each = draw(profile, seed, 16);
            if (forbiddenState(each, fault, 10).isPresent()
                    || missedState(each, fault).isPresent()) {
                return true;
            }
        }
        return false;
    }
}
