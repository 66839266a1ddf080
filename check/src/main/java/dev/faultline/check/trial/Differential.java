package dev.faultline.check.trial;

import dev.faultline.check.Check;
import dev.faultline.check.History;
import dev.faultline.check.Level;
import dev.faultline.check.Model;
import dev.faultline.check.Verdict;
import dev.faultline.check.WitnessVerifier;
import dev.faultline.check.isolation.IsolationCheck;
import dev.faultline.check.isolation.IsolationLevel;
import dev.faultline.check.isolation.IsolationLimits;
import dev.faultline.check.isolation.IsolationVerdict;
import dev.faultline.check.isolation.ScheduleVerifier;
import dev.faultline.check.isolation.Transactions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Every model at every level against an oracle that tries everything, on random small histories; witnesses are replayed and
 * counterexamples judged again. The same seeds give the same rows.
 */
public final class Differential {

    private static final int SHOWN = 3;

    private Differential() {}

    /**
     * What became of the histories of one model at one level.
     *
     * @param subject the model
     * @param open how many the check left undecided, and said so
     * @param differing on how many it is wrong
     * @param examples the first of these
     */
    public record Row(
            String subject, String level, int satisfied, int violated, int open, int differing, List<String> examples) {

        /** Copies the examples. */
        public Row {
            examples = List.copyOf(examples);
        }
    }

    /** The names of what histories of transactions are made of here: each type of data, and variants of registers. */
    public static Set<String> dataTypes() {
        return types().keySet();
    }

    private static Map<String, LongFunction<SmallHistory>> types() {
        Map<String, LongFunction<SmallHistory>> types = new LinkedHashMap<>();
        for (Transactions.Model model : Transactions.Model.values()) {
            types.put(model.word(), seed -> SmallHistory.random(seed, model));
        }
        types.put(
                "rw-register with versions",
                seed -> SmallHistory.random(seed, Transactions.Model.REGISTER).versioned(seed));
        types.put(
                "rw-register with repeated values",
                seed -> SmallHistory.random(seed, Transactions.Model.REGISTER).repeating());
        types.put(
                "rw-register with repeated initial values",
                seed -> SmallHistory.random(seed, Transactions.Model.REGISTER).beginningAgain());
        return types;
    }

    /**
     * Histories of transactions, at every level.
     *
     * @param dataType one of {@link #dataTypes}
     */
    public static List<Row> transactions(String dataType, long firstSeed, int histories) {
        LongFunction<SmallHistory> random = types().getOrDefault(dataType, seed -> {
            throw new IllegalArgumentException("there is no '" + dataType + "'; there are: " + dataTypes());
        });
        Map<IsolationLevel, Count> counts = new LinkedHashMap<>();
        IsolationLevel.all().forEach(level -> counts.put(level, new Count(dataType, level.word())));
        for (long seed = firstSeed; seed < firstSeed + histories; seed++) {
            SmallHistory small = random.apply(seed);
            Set<IsolationLevel> expected = IsolationOracle.satisfied(small);
            Transactions history = small.build();
            for (Map.Entry<IsolationLevel, Count> entry : counts.entrySet()) {
                if (IsolationOracle.decides(small, entry.getKey())) {
                    compare(small, history, entry.getKey(), expected, seed, entry.getValue());
                }
            }
        }
        return counts.values().stream().map(Count::row).toList();
    }

    private static void compare(
            SmallHistory small,
            Transactions history,
            IsolationLevel level,
            Set<IsolationLevel> expected,
            long seed,
            Count count) {
        IsolationVerdict verdict = IsolationCheck.check(history, level, IsolationLimits.standard());
        boolean holds = expected.contains(level);
        boolean right = switch (verdict) {
            case IsolationVerdict.Valid valid ->
                holds
                        && ScheduleVerifier.verify(history, level, valid.witness())
                                .isEmpty();
            case IsolationVerdict.Violation violation -> !holds && violation.minimal();
            case IsolationVerdict.Unknown _ -> true;
        };
        count.add(
                verdict instanceof IsolationVerdict.Valid,
                verdict instanceof IsolationVerdict.Violation,
                right ? "" : "seed %d, oracle %s: %s of %s".formatted(seed, holds, verdict.sentence(), small));
    }

    /** Histories of single operations: linearizable and sequential. */
    public static List<Row> operations(Subject subject, long firstSeed, int histories) {
        List<Row> rows = new ArrayList<>();
        for (Level level : List.of(Level.LINEARIZABLE, Level.SEQUENTIAL)) {
            Count count = new Count(subject.name(), level.toString());
            for (long seed = firstSeed; seed < firstSeed + histories; seed++) {
                compare(subject.model(), level, RandomRun.history(subject, seed), seed, count);
            }
            rows.add(count.row());
        }
        return rows;
    }

    private static <S> void compare(Model<S> model, Level level, History history, long seed, Count count) {
        boolean holds = ExhaustiveSearch.satisfies(model, level, history);
        Verdict verdict = Check.of(level, model).run(history);
        boolean right = switch (verdict) {
            case Verdict.Valid valid ->
                holds
                        && (level == Level.SEQUENTIAL
                                || WitnessVerifier.refute(model, history, valid.witness())
                                        .isEmpty());
            case Verdict.Violation violation ->
                !holds && !ExhaustiveSearch.satisfies(model, level, History.of(violation.operations()));
            case Verdict.Unknown _ -> true;
        };
        count.add(
                verdict instanceof Verdict.Valid,
                verdict instanceof Verdict.Violation,
                right
                        ? ""
                        : "seed %d, oracle %s: %s of %s"
                                .formatted(seed, holds, verdict.sentence(), history.operations()));
    }

    private static final class Count {
        private final String subject;
        private final String level;
        private final List<String> examples = new ArrayList<>();
        private int satisfied;
        private int violated;
        private int open;
        private int differing;

        Count(String subject, String level) {
            this.subject = subject;
            this.level = level;
        }

        void add(boolean valid, boolean violation, String difference) {
            satisfied += valid ? 1 : 0;
            violated += violation ? 1 : 0;
            open += valid || violation ? 0 : 1;
            if (!difference.isEmpty()) {
                differing++;
                if (examples.size() < SHOWN) {
                    examples.add(difference);
                }
            }
        }

        Row row() {
            return new Row(subject, level, satisfied, violated, open, differing, examples);
        }
    }
}
