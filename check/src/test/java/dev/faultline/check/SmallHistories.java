package dev.faultline.check;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Short histories of one register, right about as often as wrong, with every kind of overlap and outcome. */
final class SmallHistories {

    private final SplittableRandom random;
    private final boolean withCas;
    private final int values;
    private @Nullable Object state;
    private int nextValue = 10;

    private SmallHistories(long seed, boolean withCas) {
        this.random = new SplittableRandom(seed);
        this.withCas = withCas;
        this.values = 1 + random.nextInt(4);
        this.state = 0;
    }

    /** A history of one to seven operations. */
    static History generate(long seed, boolean withCas) {
        return new SmallHistories(seed, withCas).history();
    }

    private record Open(String f, @Nullable Object value) {}

    private History history() {
        History.Builder builder = History.builder();
        int processes = 1 + random.nextInt(4);
        @Nullable Open[] open = new @Nullable Open[processes];
        int[] number = new int[processes];
        int left = 1 + random.nextInt(7);
        int steps = 4 * left;
        int unused = processes;
        for (int p = 0; p < processes; p++) {
            number[p] = p;
        }
        for (int i = 0; i < steps; i++) {
            int p = random.nextInt(processes);
            Open call = open[p];
            if (call == null) {
                if (left-- > 0) {
                    Open next = call();
                    builder.invoke(number[p], next.f, null, next.value, i);
                    open[p] = next;
                }
                continue;
            }
            open[p] = null;
            switch (random.nextInt(8)) {
                case 0 -> {
                    builder.info(number[p], call.f, null, null, i);
                    if (random.nextBoolean()) {
                        apply(call);
                    }
                    number[p] = unused++;
                }
                case 1 -> builder.fail(number[p], call.f, null, null, i);
                default -> builder.ok(number[p], call.f, null, apply(call), i);
            }
        }
        return builder.build();
    }

    private Open call() {
        int kind = random.nextInt(withCas ? 7 : 5);
        if (kind < 3) {
            return new Open("read", null);
        }
        return kind < 5 ? new Open("write", value()) : new Open("cas", List.of(old(), value()));
    }

    private Object value() {
        return values == 4 ? nextValue++ : random.nextInt(values);
    }

    private Object old() {
        return state != null && random.nextInt(3) > 0 ? state : random.nextInt(values);
    }

    /** The result, now and then a wrong one. */
    private @Nullable Object apply(Open call) {
        switch (call.f) {
            case "write" -> state = call.value;
            case "cas" -> {
                if (call.value instanceof List<?> pair && pair.get(0).equals(state)) {
                    state = pair.get(1);
                }
            }
            default -> {
                int lie = random.nextInt(10);
                return lie == 0 ? null : lie == 1 ? (Object) random.nextInt(values) : state;
            }
        }
        return call.value;
    }
}
