package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.trial.ExhaustiveSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Short histories of a stack or a queue: values unique, answers right or by chance, crashes of every kind. */
final class SmallContainers {

    private final String in;
    private final String out;
    private final boolean fifo;
    private final Model<?> model;

    private SmallContainers(String in, String out, boolean fifo, Model<?> model) {
        this.in = in;
        this.out = out;
        this.fifo = fifo;
        this.model = model;
    }

    static SmallContainers ofStacks() {
        return new SmallContainers("push", "pop", false, Models.stack());
    }

    static SmallContainers ofQueues() {
        return new SmallContainers("enqueue", "dequeue", true, Models.queue());
    }

    private record Call(String f, @Nullable Object value, boolean done) {}

    /** A history, with operations that take out and have no answer only if asked for. */
    History generate(long seed, boolean withOpenPops) {
        SplittableRandom random = new SplittableRandom(seed);
        History.Builder builder = History.builder();
        List<Object> held = new ArrayList<>();
        int processes = 1 + random.nextInt(4);
        int[] number = new int[processes];
        Arrays.setAll(number, p -> p);
        @Nullable Call[] open = new @Nullable Call[processes];
        int lies = 2 + random.nextInt(3) * 6;
        int left = 4 + random.nextInt(8);
        long fresh = 10;
        for (int i = 0; i < 80; i++) {
            int p = random.nextInt(processes);
            Call call = open[p];
            if (call == null) {
                if (left-- > 0) {
                    Call next = random.nextInt(20) < 11 ? new Call(in, fresh++, false) : new Call(out, null, false);
                    builder.invoke(number[p], next.f, null, next.value, i);
                    open[p] = next;
                }
            } else if (!call.done) {
                open[p] = takeEffect(call, held, lies, random);
            } else {
                if (random.nextInt(7) == 0 && (withOpenPops || call.f.equals(in))) {
                    builder.info(number[p], call.f, null, null, i);
                    number[p] += 10;
                } else {
                    builder.ok(number[p], call.f, null, call.value, i);
                }
                open[p] = null;
            }
        }
        for (int p = 0; p < processes && !withOpenPops; p++) {
            Call call = open[p];
            if (call != null && call.f.equals(out)) {
                builder.ok(number[p], out, null, call.value, 80);
            }
        }
        return builder.build();
    }

    private Call takeEffect(Call call, List<Object> held, int lies, SplittableRandom random) {
        if (call.value != null) {
            held.add(random.nextInt(lies) == 0 ? 0 : held.size(), call.value);
        } else if (!held.isEmpty() && random.nextInt(2 * lies) > 0) {
            boolean right = random.nextInt(lies) > 0;
            int place = !right ? random.nextInt(held.size()) : fifo ? 0 : held.size() - 1;
            return new Call(out, held.remove(place), true);
        }
        return new Call(call.f, call.value, true);
    }

    boolean compare(History history, @Nullable PartitionResult result, long seed) {
        String what = "seed " + seed + ": " + result + "\n" + history.operations();
        boolean expected = ExhaustiveSearch.isLongLinearizable(model, history);
        if (result instanceof PartitionResult.Explained(Witness witness)) {
            assertThat(expected).as(what).isTrue();
            assertThat(WitnessVerifier.refute(model, history, witness)).as(what).isEmpty();
            assertPointsWithinOperations(history, witness, what);
        } else if (result instanceof PartitionResult.Unexplained(int _, List<Integer> core)) {
            assertThat(expected).as(what).isFalse();
            History alone = History.of(core.stream().map(history::operation).toList());
            assertThat(ExhaustiveSearch.isLongLinearizable(model, alone))
                    .as("core, " + what)
                    .isFalse();
        } else {
            throw new AssertionError(what);
        }
        return expected;
    }

    /** Witnesses of several keys are merged by these points. */
    private static void assertPointsWithinOperations(History history, Witness witness, String what) {
        for (int i = 0; i < witness.size(); i++) {
            Operation o = history.operation(witness.operation(i));
            int last = o.outcome() == Outcome.OK ? o.completedEvent() : Operation.NEVER;
            assertThat(witness.pointEvent(i)).as(what).isBetween(o.invokedEvent(), last);
            assertThat(i == 0 || witness.pointEvent(i) >= witness.pointEvent(i - 1))
                    .as(what)
                    .isTrue();
        }
    }
}
