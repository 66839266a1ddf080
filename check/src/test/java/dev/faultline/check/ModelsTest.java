package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.trial.ExhaustiveSearch;
import dev.faultline.check.trial.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every model against an exhaustive search, on random small histories with overlap, crashes and lies. The count is
 * that of the system property {@code faultline.histories}.
 */
class ModelsTest {

    private static final int HISTORIES = Integer.getInteger("faultline.histories", 1_500);

    static List<Subject> subjects() {
        return Subject.all();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void modelAgreesWithTheOracle(Subject subject) {
        int valid = 0;
        int shrunk = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = new Draw<>(subject.model(), subject.functions(), seed).history();
            boolean expected = ExhaustiveSearch.isLinearizable(subject.model(), history);
            Verdict verdict = Check.linearizability(subject.model()).run(history);
            String what = "seed " + seed + ": " + verdict.sentence() + "\n" + history.operations();
            switch (verdict) {
                case Verdict.Valid(Level _, Witness witness, String _) -> {
                    assertThat(expected).as(what).isTrue();
                    assertThat(WitnessVerifier.refute(subject.model(), history, witness))
                            .as(what)
                            .isEmpty();
                    valid++;
                }
                case Verdict.Violation violation -> {
                    assertThat(expected).as(what).isFalse();
                    History core = History.of(violation.operations());
                    assertThat(ExhaustiveSearch.isLinearizable(subject.model(), core))
                            .as(what)
                            .isFalse();
                    shrunk += core.size() < history.size() ? 1 : 0;
                }
                case Verdict.Unknown _ -> throw new AssertionError(what);
            }
        }
        assertThat(valid).isBetween(HISTORIES / 20, HISTORIES * 19 / 20);
        assertThat(shrunk).isPositive();
    }

    /** Draws one history: results come from the model, now and then from the list. */
    private static final class Draw<S> {

        private final Model<S> model;
        private final Map<String, List<List<?>>> functions;
        private final SplittableRandom random;
        private final History.Builder builder = History.builder();
        private final List<Object> used = new ArrayList<>(Arrays.asList((Object) null));
        private final int lies;
        private S state;
        private long fresh = 10;
        private int events;

        Draw(Model<S> model, Map<String, List<List<?>>> functions, long seed) {
            this.model = model;
            this.functions = functions;
            this.random = new SplittableRandom(seed);
            this.lies = random.nextInt(3) == 0 ? 4 : 40;
            this.state = model.initial();
        }

        private record Open(
                String f, @Nullable Object value, @Nullable Object result, boolean done) {}

        History history() {
            int processes = 1 + random.nextInt(4);
            @Nullable Open[] open = new @Nullable Open[processes];
            int[] number = new int[processes];
            Arrays.setAll(number, p -> p);
            int left = 2 + random.nextInt(6);
            for (int i = 0; i < 60; i++) {
                int p = random.nextInt(processes);
                Open call = open[p];
                if (call == null) {
                    if (left-- > 0) {
                        Open next = call();
                        builder.invoke(number[p], next.f, null, next.value, events++);
                        open[p] = next;
                    }
                } else if (!call.done) {
                    open[p] = takeEffect(call, number[p]);
                } else {
                    open[p] = null;
                    if (random.nextInt(10) == 0) {
                        builder.info(number[p], call.f, null, null, events++);
                        number[p] += 10;
                    } else {
                        builder.ok(number[p], call.f, null, call.result, events++);
                    }
                }
            }
            return builder.build();
        }

        private Open call() {
            List<String> names = List.copyOf(functions.keySet());
            String f = names.get(random.nextInt(names.size()));
            List<?> arguments = Objects.requireNonNull(functions.get(f)).get(0);
            Object value = arguments.isEmpty() ? (Object) fresh++ : arguments.get(random.nextInt(arguments.size()));
            if (arguments.isEmpty()) {
                used.add(value);
            }
            return new Open(f, value, null, false);
        }

        private Open takeEffect(Open call, int process) {
            List<?> results = Objects.requireNonNull(functions.get(call.f)).get(1);
            List<?> candidates = results.isEmpty() ? used : results;
            int first = random.nextInt(candidates.size());
            if (random.nextInt(lies) > 0) {
                for (int i = 0; i < candidates.size(); i++) {
                    Object result = candidates.get((first + i) % candidates.size());
                    List<S> next = model.step(state, operation(call, process, result));
                    if (!next.isEmpty()) {
                        state = next.get(random.nextInt(next.size()));
                        return new Open(call.f, call.value, result, true);
                    }
                }
                // Most models cannot always answer; such a call waits.
                return random.nextInt(4) > 0 ? call : new Open(call.f, call.value, candidates.get(first), true);
            }
            return new Open(call.f, call.value, candidates.get(first), true);
        }

        private Operation operation(Open call, int process, @Nullable Object result) {
            return new Operation(0, process, call.f, null, call.value, Outcome.OK, result, 0, 1, 0, 0);
        }
    }
}
