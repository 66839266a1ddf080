package dev.faultline.check.trial;

import dev.faultline.check.History;
import dev.faultline.check.Model;
import dev.faultline.check.Operation;
import dev.faultline.check.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Two to seven operations with overlap, crashes and lies: results come from the model, now and then from the list.
 *
 * @param <S> the states of the model
 */
final class RandomRun<S> {

    private static final int MOST_EVENTS = 60;

    private final Model<S> model;
    private final Subject subject;
    private final SplittableRandom random;
    private final History.Builder builder = History.builder();
    private final List<Object> used = new ArrayList<>(Arrays.asList((Object) null));
    private final int lies;
    private S state;
    private long fresh = 10;
    private int events;

    private RandomRun(Model<S> model, Subject subject, long seed) {
        this.model = model;
        this.subject = subject;
        random = new SplittableRandom(seed);
        lies = random.nextInt(3) == 0 ? 4 : 40;
        state = model.initial();
    }

    private record Open(
            String f, @Nullable Object value, @Nullable Object result, boolean done) {}

    static History history(Subject subject, long seed) {
        return of(subject.model(), subject, seed).history();
    }

    private static <S> RandomRun<S> of(Model<S> model, Subject subject, long seed) {
        return new RandomRun<>(model, subject, seed);
    }

    private History history() {
        int processes = 1 + random.nextInt(4);
        @Nullable Open[] open = new @Nullable Open[processes];
        int[] number = new int[processes];
        Arrays.setAll(number, p -> p);
        int left = 2 + random.nextInt(6);
        for (int i = 0; i < MOST_EVENTS; i++) {
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
        List<String> names = List.copyOf(subject.functions().keySet());
        String f = names.get(random.nextInt(names.size()));
        List<?> arguments = choices(f, 0);
        Object value = arguments.isEmpty() ? (Object) fresh++ : arguments.get(random.nextInt(arguments.size()));
        if (arguments.isEmpty()) {
            used.add(value);
        }
        return new Open(f, value, null, false);
    }

    private List<?> choices(String f, int which) {
        return Objects.requireNonNull(subject.functions().get(f)).get(which);
    }

    private Open takeEffect(Open call, int process) {
        List<?> candidates = choices(call.f, 1).isEmpty() ? used : choices(call.f, 1);
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
