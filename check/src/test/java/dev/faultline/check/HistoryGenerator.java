package dev.faultline.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Histories of registers that are linearizable by construction: each operation takes effect at a random
 * moment of its interval. The seed decides everything.
 *
 * @param operations how many to invoke
 * @param clients sequential clients; one that crashes comes back as a new process
 * @param keys independent registers, named k0, k1...
 * @param values written values are drawn from 0 to values - 1; 0 makes every written value unique
 * @param casPercent share of compare-and-set
 * @param readPercent share of reads; the rest are writes
 * @param crashPercent share of operations without an answer; half of them take effect
 * @param hotKeyPercent conflict rate: share of operations that go to the first key
 */
record HistoryGenerator(
        int operations,
        int clients,
        int keys,
        int values,
        int casPercent,
        int readPercent,
        int crashPercent,
        int hotKeyPercent) {

    static HistoryGenerator unique(int operations, int clients, int keys, int crashPercent) {
        return new HistoryGenerator(operations, clients, keys, 0, 0, 50, crashPercent, 0);
    }

    History generate(long seed) {
        return new Run(this, seed).history();
    }

    private static final class Call {
        final int process;
        final String f;
        final int key;
        final @Nullable Object value;
        boolean done;
        boolean refused;

        @Nullable
        Object seen;

        Call(int process, String f, int key, @Nullable Object value) {
            this.process = process;
            this.f = f;
            this.key = key;
            this.value = value;
        }
    }

    private static final class Run {
        private final HistoryGenerator shape;
        private final SplittableRandom random;
        private final History.Builder builder = History.builder();
        private final @Nullable Object[] registers;
        private final @Nullable Call[] open;
        private final int[] processes;
        private final List<Call> crashed = new ArrayList<>();
        private int nextProcess;
        private int nextValue;
        private int invoked;
        private long timeNanos;

        Run(HistoryGenerator shape, long seed) {
            this.shape = shape;
            random = new SplittableRandom(seed);
            registers = new @Nullable Object[shape.keys];
            open = new @Nullable Call[shape.clients];
            processes = new int[shape.clients];
            Arrays.setAll(processes, i -> nextProcess++);
        }

        History history() {
            while (invoked < shape.operations || Arrays.stream(open).anyMatch(Objects::nonNull)) {
                int client = random.nextInt(shape.clients);
                Call call = open[client];
                if (call == null) {
                    if (invoked < shape.operations) {
                        open[client] = invoke(client);
                    }
                } else if (!call.done) {
                    if (random.nextInt(100) < shape.crashPercent) {
                        crash(client, call);
                    } else {
                        takeEffect(call);
                    }
                } else {
                    complete(call);
                    open[client] = null;
                }
                if (!crashed.isEmpty() && random.nextInt(20) == 0) {
                    takeEffect(crashed.remove(random.nextInt(crashed.size())));
                }
            }
            return builder.build();
        }

        private Call invoke(int client) {
            invoked++;
            int key = random.nextInt(100) < shape.hotKeyPercent ? 0 : random.nextInt(shape.keys);
            int draw = random.nextInt(100);
            Call call;
            if (draw < shape.readPercent) {
                call = new Call(processes[client], "read", key, null);
            } else if (draw < shape.readPercent + shape.casPercent && registers[key] != null) {
                Object expected = random.nextInt(3) == 0 ? fresh() : registers[key];
                call = new Call(processes[client], "cas", key, List.of(expected, fresh()));
            } else {
                call = new Call(processes[client], "write", key, fresh());
            }
            builder.invoke(call.process, call.f, "k" + key, call.value, timeNanos++);
            return call;
        }

        private Object fresh() {
            return shape.values == 0 ? nextValue++ : random.nextInt(shape.values);
        }

        private void takeEffect(Call call) {
            call.done = true;
            switch (call.f) {
                case "read" -> call.seen = registers[call.key];
                case "write" -> registers[call.key] = call.value;
                default -> {
                    List<?> pair = (List<?>) Objects.requireNonNull(call.value);
                    if (pair.get(0).equals(registers[call.key])) {
                        registers[call.key] = pair.get(1);
                    } else {
                        call.refused = true;
                    }
                }
            }
        }

        /** Takes effect at some time, or never. */
        private void crash(int client, Call call) {
            builder.info(call.process, call.f, "k" + call.key, null, timeNanos++);
            if (random.nextBoolean()) {
                crashed.add(call);
            }
            processes[client] = nextProcess++;
            open[client] = null;
        }

        private void complete(Call call) {
            String key = "k" + call.key;
            if (call.refused) {
                builder.fail(call.process, call.f, key, call.value, timeNanos++);
            } else {
                builder.ok(call.process, call.f, key, call.f.equals("read") ? call.seen : call.value, timeNanos++);
            }
        }
    }
}
