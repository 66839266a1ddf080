package dev.faultline.check.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.format.ReadLimits;
import dev.faultline.check.isolation.IsolationCheck;
import dev.faultline.check.isolation.IsolationLevel;
import dev.faultline.check.isolation.IsolationLimits;
import dev.faultline.check.isolation.IsolationVerdict;
import dev.faultline.check.isolation.TransactionFiles;
import dev.faultline.check.isolation.Transactions;
import dev.faultline.check.isolation.Transactions.Fate;
import dev.faultline.check.isolation.Transactions.Model;
import dev.faultline.check.trial.SmallHistory.Op;
import dev.faultline.check.trial.SmallHistory.Txn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Laws between two histories of transactions: what one satisfies tells what the other must satisfy, at every level. */
class TransactionLawsTest {

    private static final int HISTORIES = Integer.getInteger("faultline.histories", 150);
    private static final int SPREAD = 10;

    /** Where a history stands. */
    private record Standing(Set<IsolationLevel> satisfied, Set<IsolationLevel> violated) {

        static Standing of(Transactions history) {
            IsolationVerdict verdict =
                    IsolationCheck.check(history, IsolationLevel.STRICT_SERIALIZABLE, IsolationLimits.standard());
            Set<IsolationLevel> satisfied = new HashSet<>();
            Set<IsolationLevel> violated = new HashSet<>();
            for (IsolationLevel level : IsolationLevel.all()) {
                if (verdict.findings().strongestSatisfied().stream().anyMatch(other -> other.implies(level))) {
                    satisfied.add(level);
                }
                if (verdict.findings().weakestViolated().stream().anyMatch(level::implies)) {
                    violated.add(level);
                }
            }
            return new Standing(satisfied, violated);
        }

        static Standing of(SmallHistory history) {
            return of(history.build());
        }
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void namesOfKeysClientsAndValuesDoNotMatterNorDoTimes(Model model) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            SmallHistory history = SmallHistory.random(seed, model);
            // A sum of multiples is a multiple of the sum.
            IntUnaryOperator value = v -> model == Model.COUNTER_ADD ? 7 * v : 7 * v + 3;
            SmallHistory other = each(
                    history,
                    txn -> new Txn(
                            3 * txn.process() + 5,
                            txn.fate(),
                            SPREAD * txn.invoked() + 100,
                            SPREAD * txn.completed() + 100,
                            txn.ops().stream()
                                    .map(op -> new Op(
                                            op.write(),
                                            7 - op.key(),
                                            value.applyAsInt(op.value()),
                                            op.read().stream()
                                                    .map(value::applyAsInt)
                                                    .toList()))
                                    .toList()));
            assertThat(Standing.of(other)).as("seed %d: %s", seed, history).isEqualTo(Standing.of(history));
        }
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void widerIntervalsFewerReadsForgottenCommitsAndNoAbortsKeepWhatIsSatisfied(Model model) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            SmallHistory history = SmallHistory.random(seed, model);
            Standing before = Standing.of(history);
            keeps(history, before, wider(history, random), "wider", seed);
            keeps(history, before, each(history, txn -> withoutARead(txn, random)), "without a read", seed);
            keeps(
                    history,
                    before,
                    each(history, txn -> txn.fate() == Fate.COMMITTED && random.nextInt(4) == 0 ? forgotten(txn) : txn),
                    "forgotten",
                    seed);
            List<Txn> others = history.transactions().stream()
                    .filter(txn -> txn.fate() != Fate.ABORTED)
                    .toList();
            keeps(history, before, new SmallHistory(model, others), "without aborted ones", seed);
        }
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void oneAfterTheOtherOnOtherKeysSatisfiesWhatBothSatisfy(Model model) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            SmallHistory first = SmallHistory.random(seed, model);
            SmallHistory second = SmallHistory.random(seed + HISTORIES, model);
            int end =
                    first.transactions().stream().mapToInt(Txn::completed).max().orElseThrow() + 16;
            List<Txn> both = new ArrayList<>(first.transactions());
            for (Txn txn : second.transactions()) {
                List<Op> ops = txn.ops().stream()
                        .map(op -> new Op(op.write(), op.key() + 10, op.value(), op.read()))
                        .toList();
                // A client that crashed does not come back; others do.
                int process = txn.process() + 20 * (int) (seed % 2);
                boolean gone = first.transactions().stream()
                        .anyMatch(other -> other.process() == process && other.fate() == Fate.UNKNOWN);
                both.add(new Txn(
                        gone ? process + 50 : process, txn.fate(), txn.invoked() + end, txn.completed() + end, ops));
            }
            Standing one = Standing.of(first);
            Standing two = Standing.of(second);
            Standing together = Standing.of(new SmallHistory(model, both));
            for (IsolationLevel level : IsolationLevel.all()) {
                String words = "seed %d, %s: %s and %s".formatted(seed, level, first, second);
                if (one.violated().contains(level) || two.violated().contains(level)) {
                    assertThat(together.violated()).as(words).contains(level);
                } else if (one.satisfied().contains(level) && two.satisfied().contains(level)) {
                    assertThat(together.violated()).as(words).doesNotContain(level);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void whateverLevelIsAskedTheAnswersFitTogether(Model model) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            Transactions history = SmallHistory.random(seed, model).build();
            Map<IsolationLevel, IsolationVerdict> verdicts = new HashMap<>();
            for (IsolationLevel level : IsolationLevel.all()) {
                verdicts.put(level, IsolationCheck.check(history, level, IsolationLimits.standard()));
            }
            for (IsolationLevel stronger : IsolationLevel.all()) {
                for (IsolationLevel weaker : IsolationLevel.all()) {
                    if (stronger.implies(weaker)) {
                        assertThat(verdicts.get(stronger) instanceof IsolationVerdict.Valid
                                        && verdicts.get(weaker) instanceof IsolationVerdict.Violation)
                                .as("seed %d: %s holds and %s does not", seed, stronger, weaker)
                                .isFalse();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void theVerdictIsThatOfTheFileInEdnAndInJson(Model model, @TempDir Path folder) throws IOException {
        for (long seed = 0; seed < HISTORIES; seed++) {
            SmallHistory history = SmallHistory.random(seed, model);
            Path edn = Files.writeString(folder.resolve("edn"), new Texts(false).of(history));
            Path json = Files.writeString(folder.resolve("json"), new Texts(true).of(history));
            Standing ofEdn = Standing.of(TransactionFiles.read(edn, model, ReadLimits.standard()));
            assertThat(Standing.of(TransactionFiles.read(json, model, ReadLimits.standard())))
                    .as("seed %d: %s", seed, history)
                    .isEqualTo(ofEdn);
            // Files of registers may leave out writes, so a value of nobody is no violation there.
            Standing built = Standing.of(history);
            if (model == Model.REGISTER) {
                assertThat(built.violated()).as("seed %d: %s", seed, history).containsAll(ofEdn.violated());
            } else {
                assertThat(ofEdn).as("seed %d: %s", seed, history).isEqualTo(built);
            }
        }
    }

    private static void keeps(SmallHistory history, Standing before, SmallHistory changed, String what, long seed) {
        Standing after = Standing.of(changed);
        assertThat(before.satisfied().stream().filter(level -> IsolationOracle.decides(history, level)))
                .as("seed %d, %s: %s", seed, what, changed)
                .noneMatch(after.violated()::contains);
    }

    private static SmallHistory each(SmallHistory history, UnaryOperator<Txn> change) {
        return new SmallHistory(
                history.model(), history.transactions().stream().map(change).toList());
    }

    private static Txn forgotten(Txn txn) {
        return new Txn(txn.process(), Fate.UNKNOWN, txn.invoked(), txn.completed(), txn.ops());
    }

    /** Without a read of a key that the transaction does not write: what it overwrites is what it read last. */
    private static Txn withoutARead(Txn txn, SplittableRandom random) {
        if (txn.ops().isEmpty()) {
            return txn;
        }
        Op some = txn.ops().get(random.nextInt(txn.ops().size()));
        if (some.write() || txn.writes(some.key())) {
            return txn;
        }
        List<Op> fewer = new ArrayList<>(txn.ops());
        fewer.remove(some);
        return txn.doing(fewer);
    }

    /** Begins earlier and ends later, but not before the one before and after the one after of its client. */
    private static SmallHistory wider(SmallHistory history, SplittableRandom random) {
        return each(history, txn -> {
            int earliest = 0;
            int latest = Integer.MAX_VALUE;
            for (Txn other : history.transactions()) {
                if (other.process() == txn.process() && other.invoked() < txn.invoked()) {
                    earliest = Math.max(earliest, SPREAD * other.completed() + 5);
                } else if (other.process() == txn.process() && other.invoked() > txn.invoked()) {
                    latest = Math.min(latest, SPREAD * other.invoked() - 5);
                }
            }
            int invoked = SPREAD * txn.invoked();
            int completed = SPREAD * txn.completed();
            int sooner = Math.max(0, invoked - earliest) > 0 ? random.nextInt(invoked - earliest) : 0;
            int later = Math.min(3000, latest - completed) > 0 ? random.nextInt(Math.min(3000, latest - completed)) : 0;
            return new Txn(txn.process(), txn.fate(), invoked - sooner, completed + later, txn.ops());
        });
    }
}
