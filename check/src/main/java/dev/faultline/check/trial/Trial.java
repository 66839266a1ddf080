package dev.faultline.check.trial;

import dev.faultline.check.Check;
import dev.faultline.check.History;
import dev.faultline.check.Verdict;
import dev.faultline.check.isolation.IsolationCheck;
import dev.faultline.check.isolation.IsolationLevel;
import dev.faultline.check.isolation.IsolationLimits;
import dev.faultline.check.isolation.IsolationVerdict;
import dev.faultline.check.isolation.Transactions;
import dev.faultline.check.isolation.Transactions.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Plants bugs into small valid histories and counts what becomes of them. A bug is visible if an exhaustive search finds
 * that the history breaks the level; only such a one can be found. The same count gives the same figures.
 */
public final class Trial {

    private static final List<IsolationLevel> LEVELS = List.of(
            IsolationLevel.READ_COMMITTED,
            IsolationLevel.READ_ATOMIC,
            IsolationLevel.CAUSAL,
            IsolationLevel.SNAPSHOT_ISOLATION,
            IsolationLevel.SERIALIZABLE,
            IsolationLevel.STRICT_SERIALIZABLE);

    private Trial() {}

    /**
     * What became of the histories with one bug.
     *
     * @param subject the model, and for transactions the level
     * @param bug what was planted
     * @param planted in how many histories there was a place for it
     * @param visible how many of these the oracle sees to be wrong
     * @param found how many of the visible ones the check calls a violation
     * @param wronglyFound how many others it does
     */
    public record Row(String subject, String bug, int planted, int visible, int found, int wronglyFound) {

        /** Visible bugs that the check does not find. */
        public int missed() {
            return visible - found;
        }
    }

    /**
     * Bugs of single operations, for every model.
     *
     * @param histories how many of each model and bug
     */
    public static List<Row> operations(int histories) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : Subject.all()) {
            for (OperationBug bug : OperationBug.values()) {
                Count count = new Count();
                for (long seed = 0; seed < histories; seed++) {
                    tryOperations(LinearRun.of(subject, seed), bug, count);
                }
                rows.add(count.row(subject.name(), bug.toString()));
            }
        }
        return rows;
    }

    private static <S> void tryOperations(LinearRun<S> run, OperationBug bug, Count count) {
        Optional<History> planted = run.planted(bug);
        if (planted.isPresent()) {
            boolean visible = !ExhaustiveSearch.isLongLinearizable(run.model(), planted.get());
            Verdict verdict = Check.linearizability(run.model()).run(planted.get());
            count.add(visible, verdict instanceof Verdict.Violation);
        }
    }

    /**
     * Bugs of stores with transactions, for every type of data and the main levels.
     *
     * @param histories how many of each type and bug
     */
    public static List<Row> transactions(int histories) {
        List<Row> rows = new ArrayList<>();
        for (Model model : Model.values()) {
            for (TransactionBug bug : TransactionBug.values()) {
                List<Count> counts = LEVELS.stream().map(_ -> new Count()).toList();
                for (long seed = 0; seed < histories; seed++) {
                    SplittableRandom random = new SplittableRandom(seed);
                    Optional<SmallHistory> planted = bug.plant(SerialStore.history(random, model), random);
                    planted.ifPresent(history -> tryTransactions(history, counts));
                }
                for (int i = 0; i < LEVELS.size(); i++) {
                    rows.add(counts.get(i).row(model.word() + ", " + LEVELS.get(i), bug.toString()));
                }
            }
        }
        return rows;
    }

    private static void tryTransactions(SmallHistory planted, List<Count> counts) {
        Set<IsolationLevel> satisfied = IsolationOracle.satisfied(planted);
        Transactions history = planted.build();
        for (int i = 0; i < LEVELS.size(); i++) {
            IsolationVerdict verdict = IsolationCheck.check(history, LEVELS.get(i), IsolationLimits.standard());
            counts.get(i).add(!satisfied.contains(LEVELS.get(i)), verdict instanceof IsolationVerdict.Violation);
        }
    }

    private static final class Count {
        private int planted;
        private int visible;
        private int found;
        private int wronglyFound;

        void add(boolean isVisible, boolean isFound) {
            planted++;
            visible += isVisible ? 1 : 0;
            found += isVisible && isFound ? 1 : 0;
            wronglyFound += !isVisible && isFound ? 1 : 0;
        }

        Row row(String subject, String bug) {
            return new Row(subject, bug, planted, visible, found, wronglyFound);
        }
    }
}
