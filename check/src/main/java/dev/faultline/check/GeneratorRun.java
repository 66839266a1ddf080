package dev.faultline.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Makes one history. */
final class GeneratorRun {

    private static final long PHANTOM = -1;

    private final HistoryGenerator shape;
    private final SplittableRandom random;
    private final History.Builder builder = History.builder();
    private final GeneratedObject[] objects;
    private final String[] keys;
    private final @Nullable Call[] open;
    private final int[] processes;
    private final List<Call> crashed = new ArrayList<>();
    private HistoryGenerator.Anomaly planned;
    private int nextProcess;
    private int openCount;
    private long nextValue;
    private int invoked;
    private long timeNanos;

    GeneratorRun(HistoryGenerator shape, long seed) {
        this.shape = shape;
        random = new SplittableRandom(seed);
        objects = new GeneratedObject[shape.keys()];
        Arrays.setAll(objects, _ -> new GeneratedObject(shape.kind()));
        keys = new String[shape.keys()];
        Arrays.setAll(keys, key -> "k" + key);
        open = new @Nullable Call[shape.clients()];
        processes = new int[shape.clients()];
        Arrays.setAll(processes, _ -> nextProcess++);
        planned = shape.anomaly();
    }

    private static final class Call {
        private final int process;
        private final String f;
        private final int key;
        private final @Nullable Object value;
        private boolean done;
        private boolean refused;
        private @Nullable Object result;

        Call(int process, String f, int key, @Nullable Object value) {
            this.process = process;
            this.f = f;
            this.key = key;
            this.value = value;
            this.result = value;
        }
    }

    History history() {
        while (invoked < shape.operations() || openCount > 0) {
            int client = random.nextInt(shape.clients());
            Call call = open[client];
            if (call == null) {
                if (invoked < shape.operations()) {
                    open[client] = invoke(client);
                    openCount++;
                }
            } else if (!call.done) {
                if (random.nextInt(100) < shape.crashPercent()) {
                    crash(client, call);
                } else {
                    takeEffect(call);
                }
            } else {
                complete(call);
                open[client] = null;
                openCount--;
            }
            if (!crashed.isEmpty() && random.nextInt(20) == 0) {
                takeEffect(crashed.remove(random.nextInt(crashed.size())));
            }
        }
        return builder.build();
    }

    private Call invoke(int client) {
        invoked++;
        int key = random.nextInt(100) < shape.hotKeyPercent() ? 0 : random.nextInt(shape.keys());
        GeneratedObject object = objects[key];
        int draw = random.nextInt(100);
        Call call;
        if (draw < shape.readPercent()) {
            Object argument = shape.kind() == HistoryGenerator.Kind.SET ? object.someElement(random) : null;
            boolean nothingToAsk = shape.kind() == HistoryGenerator.Kind.SET && argument == null;
            call = nothingToAsk
                    ? new Call(processes[client], object.writeFunction(), key, fresh())
                    : new Call(processes[client], object.readFunction(), key, argument);
        } else if (draw < shape.readPercent() + shape.casPercent() && object.register() != null) {
            Object expected = random.nextInt(3) == 0 ? fresh() : object.register();
            call = new Call(processes[client], "cas", key, Arrays.asList(expected, fresh()));
        } else {
            call = new Call(processes[client], object.writeFunction(), key, fresh());
        }
        builder.invoke(call.process, call.f, keys[call.key], call.value, timeNanos++);
        return call;
    }

    private Object fresh() {
        return shape.values() == 0 ? nextValue++ : (Object) (long) random.nextInt(shape.values());
    }

    private void takeEffect(Call call) {
        call.done = true;
        GeneratedObject object = objects[call.key];
        if (call.f.equals(object.readFunction())) {
            call.result = object.read(call.value);
            plantAnswer(call, object);
        } else if (call.f.equals("cas")) {
            List<?> pair = (List<?>) Objects.requireNonNull(call.value);
            call.refused = !object.compareAndSet(pair.get(0), Objects.requireNonNull((Object) pair.get(1)));
        } else if (!plans(HistoryGenerator.Anomaly.LOST)) {
            object.write(Objects.requireNonNull(call.value));
        }
    }

    private void plantAnswer(Call call, GeneratedObject object) {
        Object stale = object.stale();
        if (stale != null && !stale.equals(call.result) && plans(HistoryGenerator.Anomaly.STALE)) {
            call.result = stale;
        } else if (shape.kind() != HistoryGenerator.Kind.SET && plans(HistoryGenerator.Anomaly.PHANTOM)) {
            call.result = PHANTOM;
        }
    }

    /** Whether this anomaly is due; it is planted once. */
    private boolean plans(HistoryGenerator.Anomaly anomaly) {
        if (planned != anomaly || invoked < shape.operations() / 2) {
            return false;
        }
        planned = HistoryGenerator.Anomaly.NONE;
        return true;
    }

    /** Takes effect at some time, or never. */
    private void crash(int client, Call call) {
        builder.info(call.process, call.f, keys[call.key], null, timeNanos++);
        if (random.nextBoolean()) {
            crashed.add(call);
        }
        processes[client] = nextProcess++;
        open[client] = null;
        openCount--;
    }

    private void complete(Call call) {
        if (call.refused) {
            builder.fail(call.process, call.f, keys[call.key], call.value, timeNanos++);
        } else {
            builder.ok(call.process, call.f, keys[call.key], call.result, timeNanos++);
        }
    }
}
