package dev.faultline.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/** Sound events, histories and values from a seed. */
final class RandomJournal {
    private static final String[] TEXTS = {
        "",
        "read",
        "a\"b\\c",
        "line\nbreak\r\ttab",
        "\u0000\u001f\u007f\u0080\u009f",
        "Grüße",
        "\u4e16\u754c",
        "\ud83d\ude80",
        "\ud83d\ude80x"
    };
    private static final List<Operation.Type> COMPLETIONS =
            List.of(Operation.Type.OK, Operation.Type.FAIL, Operation.Type.INFO);
    private static final double[] DOUBLES = {0.0, -0.0, 1.0, 1e300, Double.MIN_VALUE, Double.MAX_VALUE, 0.1, -1e-7};
    private static final long[] LONGS = {0, -1, 9, 10, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53, -(1L << 53) - 1};

    private final RandomGenerator random;

    RandomJournal(long seed) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    RandomGenerator random() {
        return random;
    }

    @Nullable
    Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> TEXTS[random.nextInt(TEXTS.length)];
            case 1 -> random.nextBoolean() ? LONGS[random.nextInt(LONGS.length)] : random.nextLong();
            case 2 -> random.nextBoolean() ? DOUBLES[random.nextInt(DOUBLES.length)] : random.nextGaussian();
            case 3 -> random.nextBoolean();
            case 4 -> null;
            case 5 -> list(depth - 1);
            default -> map(depth - 1);
        };
    }

    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(depth));
        }
        return list;
    }

    Map<String, @Nullable Object> map(int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.put(TEXTS[random.nextInt(TEXTS.length)] + random.nextInt(3), value(depth));
        }
        return map;
    }

    /** A run of {@code size} events on {@code nodes} nodes, its clocks computed the plain way. */
    List<Event> events(int size, int nodes, int maxCauses) {
        List<Event> events = new ArrayList<>();
        long time = 0;
        for (int step = 0; step < size; step++) {
            TreeSet<Long> cause = new TreeSet<>();
            for (int i = step == 0 ? 0 : random.nextInt(maxCauses + 1); i > 0; i--) {
                cause.add((long) random.nextInt(Math.max(0, step - 20), step));
            }
            long lamport = 1
                    + cause.stream()
                            .mapToLong(c -> events.get(c.intValue()).lamport())
                            .max()
                            .orElse(0);
            time += random.nextInt(1000);
            String node = "s" + random.nextInt(nodes);
            List<Long> causes = List.copyOf(cause);
            events.add(
                    new Event("e" + step % 7, step, node, TEXTS[step % TEXTS.length], map(3), time, causes, lamport));
        }
        return events;
    }

    /** A history of about {@code size} lines in which every rule of histories is kept. */
    List<Operation> history(int size) {
        List<Operation> history = new ArrayList<>();
        Map<Integer, Operation> open = new LinkedHashMap<>();
        long[] processOfClient = {0, 1, 2, 3};
        long time = 0;
        while (history.size() < size || !open.isEmpty()) {
            time += random.nextInt(3);
            long index = history.size();
            int client = random.nextInt(5);
            Operation invocation = open.remove(client);
            if (client == 4) {
                history.add(new Operation(
                        index, time, Operation.NEMESIS, Operation.Type.INFO, "partition", null, value(2), null));
            } else if (invocation != null) {
                Operation.Type type = COMPLETIONS.get(random.nextInt(3));
                String error = type == Operation.Type.OK ? null : TEXTS[random.nextInt(TEXTS.length)];
                history.add(new Operation(
                        index,
                        time,
                        invocation.process(),
                        type,
                        invocation.f(),
                        invocation.key(),
                        value(2),
                        error,
                        node()));
                processOfClient[client] += type == Operation.Type.INFO ? 4 : 0;
            } else if (history.size() < size) {
                Operation next = new Operation(
                        index,
                        time,
                        processOfClient[client],
                        Operation.Type.INVOKE,
                        "cas",
                        value(1),
                        value(2),
                        null,
                        node());
                open.put(client, next);
                history.add(next);
            }
        }
        return history;
    }

    private @Nullable String node() {
        return random.nextInt(3) == 0 ? null : "n" + random.nextInt(3);
    }
}
