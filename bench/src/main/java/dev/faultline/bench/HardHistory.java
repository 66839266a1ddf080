package dev.faultline.bench;

import dev.faultline.check.History;
import dev.faultline.check.HistoryGenerator;
import dev.faultline.check.HistoryGenerator.Anomaly;
import dev.faultline.check.HistoryGenerator.Kind;
import dev.faultline.check.Operation;
import dev.faultline.check.Outcome;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Histories made to cost a checker all the time and memory there is, as files. */
enum HardHistory {
    REGISTER_25_CLIENTS("register: 25 clients, one key, five values", "--model register"),
    REGISTER_50_CLIENTS("register: 50 clients, one key, five values", "--model register"),
    REGISTER_CRASHES("register: 25 clients, a third crashes", "--model register"),
    QUEUE("queue: 25 clients, three values", "--model fifo-queue"),
    QUEUE_50_CLIENTS("queue: 50 clients, three values", "--model fifo-queue"),
    STACK("stack: 25 clients, three values", "--model stack"),
    STACK_CRASHES("stack: 25 clients, unique values, a third crashes", "--model stack"),
    SEQUENTIAL("register: 25 clients, sequential", "--model register --level sequential"),
    LONG("register: 2,000,000 operations, 100 keys", "--model register"),
    COMPONENT("lists: a cycle of 100,000 transactions", ""),
    GIANT_TRANSACTION("registers: a transaction of 1,000,000 operations", ""),
    LONG_LIST("lists: one of 1,000,000 elements, read 20 times", ""),
    ODD_LISTS("lists: 200 reads of 10,000 elements, each in another order", ""),
    BLIND_WRITES("registers: 30,000 transactions, writes in any order", "--level serializable"),
    LARGE_SETS("sets: 1,000 reads of 10,000 elements", ""),
    EQUAL_INCREMENTS("counters: 20,000 increments by 1, 50 clients", ""),
    SUBSET_SUMS("counters: sums of 60 amounts of 40 bits", "--level read-committed"),
    PLUME("registers in Plume's text: 5,000,000 operations", ""),
    DEEP("EDN nested 1,000,000 deep", ""),
    LONG_LINE("a line of 200 MB", "");

    private static final long SEED = 7;
    private static final int CLIENTS = 50;

    private final String words;
    private final String arguments;

    HardHistory(String words, String arguments) {
        this.words = words;
        this.arguments = arguments;
    }

    /** What it is, for a table. */
    String words() {
        return words;
    }

    /** More arguments of the command, separated by blanks. */
    String arguments() {
        return arguments;
    }

    /** Writes the file. */
    void write(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            switch (this) {
                case REGISTER_25_CLIENTS, SEQUENTIAL -> operations(out, Kind.REGISTER, 20_000, 25, 5, 0);
                case REGISTER_50_CLIENTS -> operations(out, Kind.REGISTER, 20_000, 50, 5, 0);
                case REGISTER_CRASHES -> operations(out, Kind.REGISTER, 5_000, 25, 5, 33);
                case QUEUE -> operations(out, Kind.QUEUE, 20_000, 25, 3, 0);
                case QUEUE_50_CLIENTS -> operations(out, Kind.QUEUE, 20_000, 50, 3, 0);
                case STACK -> operations(out, Kind.STACK, 20_000, 25, 3, 0);
                case STACK_CRASHES -> operations(out, Kind.STACK, 20_000, 25, 0, 33);
                case LONG -> longRegister(out);
                case COMPONENT ->
                    transactions(out, 100_000, t -> "[[:append %d 1] [:r %d [1]]]".formatted(t, (t + 1) % 100_000));
                case GIANT_TRANSACTION -> giant(out);
                case LONG_LIST -> longList(out);
                case ODD_LISTS -> oddLists(out);
                case BLIND_WRITES -> blindWrites(out);
                case LARGE_SETS -> largeSets(out);
                case EQUAL_INCREMENTS -> equalIncrements(out);
                case SUBSET_SUMS -> subsetSums(out);
                case PLUME -> plume(out);
                case DEEP ->
                    out.append("{:process 0, :type :invoke, :f :txn, :value ").append("[".repeat(1_000_000));
                case LONG_LINE -> longLine(out);
            }
        }
    }

    private static void operations(Writer out, Kind kind, int count, int clients, int values, int crashes)
            throws IOException {
        HistoryGenerator shape = new HistoryGenerator(kind, count, clients, 1, values, 0, 50, crashes, 0, Anomaly.NONE);
        History history = shape.generate(SEED);
        @Nullable Operation[] begins = new @Nullable Operation[history.events()];
        @Nullable Operation[] ends = new @Nullable Operation[history.events()];
        for (Operation o : history.operations()) {
            begins[o.invokedEvent()] = o;
            if (o.completedEvent() != Operation.NEVER) {
                ends[o.completedEvent()] = o;
            }
        }
        for (int i = 0; i < begins.length; i++) {
            Operation begun = begins[i];
            Operation ended = ends[i];
            if (begun != null) {
                event(out, begun.process(), "invoke", begun.f(), begun.value());
            } else if (ended != null) {
                Object value = ended.outcome() == Outcome.OK && ended.result() != null ? ended.result() : ended.value();
                event(out, ended.process(), ended.outcome().name().toLowerCase(Locale.ROOT), ended.f(), value);
            }
        }
    }

    private static void event(Writer out, int process, String type, String f, @Nullable Object value)
            throws IOException {
        out.append("{:process ")
                .append(Integer.toString(process))
                .append(", :type :")
                .append(type);
        out.append(", :f :").append(f).append(", :value ").append(value == null ? "nil" : value.toString());
        out.append("}\n");
    }

    /** Each of its clients has one transaction at a time; all begin before the first of them ends. */
    private static void transactions(Writer out, int count, IntFunction<String> operations) throws IOException {
        for (int first = 0; first < count; first += CLIENTS) {
            for (String type : new String[] {"invoke", "ok"}) {
                for (int t = first; t < Math.min(count, first + CLIENTS); t++) {
                    event(out, t % CLIENTS, type, "txn", operations.apply(t));
                }
            }
        }
    }

    private static void plume(Writer out) throws IOException {
        for (int i = 1; i <= 5_000_000; i++) {
            out.append("w(%d,%d,%d,%d)\n".formatted(i % 1_000, i, i % 20, i / 100 * 20 + i % 20));
        }
    }

    private static void longRegister(Writer out) throws IOException {
        for (int i = 0; i < 1_000_000; i++) {
            String key = ", :key %d".formatted(i % 100);
            for (String f : new String[] {"write", "read"}) {
                for (String type : new String[] {"invoke", "ok"}) {
                    out.append("{:process 0, :type :")
                            .append(type)
                            .append(", :f :")
                            .append(f)
                            .append(key);
                    out.append(", :value ").append(Integer.toString(i)).append("}\n");
                }
            }
        }
    }

    /** Among small ones, each of which needs it while it needs them. */
    private static void giant(Writer out) throws IOException {
        StringBuilder giant = new StringBuilder("[");
        for (int i = 0; i < 500_000; i++) {
            giant.append("[:w ")
                    .append(i)
                    .append(" 1] [:r ")
                    .append(i + 500_000)
                    .append(" 1] ");
        }
        giant.append(']');
        event(out, 99, "invoke", "txn", giant);
        transactions(out, 10_000, t -> "[[:r %d 1] [:w %d 1]]".formatted(t, t + 500_000));
        event(out, 99, "ok", "txn", giant);
    }

    private static void longList(Writer out) throws IOException {
        int length = 1_000_000;
        StringBuilder appends = new StringBuilder("[");
        StringBuilder list = new StringBuilder("[");
        for (int i = 0; i < length; i++) {
            appends.append("[:append :x ").append(i).append("] ");
            list.append(i).append(' ');
        }
        event(out, 0, "invoke", "txn", appends.append(']'));
        event(out, 0, "ok", "txn", appends);
        list.append(']');
        for (int i = 0; i < 20; i++) {
            event(out, 0, "invoke", "txn", "[[:r :x nil]]");
            event(out, 0, "ok", "txn", "[[:r :x " + list + "]]");
        }
    }

    private static void oddLists(Writer out) throws IOException {
        int length = 10_000;
        transactions(out, length, t -> "[[:append :x %d]]".formatted(t));
        for (int i = 0; i < 200; i++) {
            StringBuilder list = new StringBuilder();
            for (int j = 0; j < length; j++) {
                list.append((j * 7L + i * 31L) % length).append(' ');
            }
            event(out, 0, "invoke", "txn", "[[:r :x nil]]");
            event(out, 0, "ok", "txn", "[[:r :x [" + list + "]]]");
        }
    }

    /** No write is overwritten by who read it, so that nothing orders them but what others saw. */
    private static void blindWrites(Writer out) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        int keys = 20;
        int[] recent = new int[keys];
        String[] all = new String[30_000];
        for (int t = 0; t < all.length; t++) {
            int one = random.nextInt(keys);
            int other = random.nextInt(keys);
            String read = recent[other] == 0 || other == one ? "" : "[:r %d %d]".formatted(other, recent[other]);
            all[t] = "[%s [:w %d %d]]".formatted(read, one, t + 1);
            if (random.nextInt(3) > 0) {
                recent[one] = t + 1;
            }
        }
        transactions(out, all.length, t -> all[t]);
    }

    private static void largeSets(Writer out) throws IOException {
        int size = 10_000;
        transactions(out, size, t -> "[[:add :s %d]]".formatted(t));
        StringBuilder elements = new StringBuilder();
        for (int i = 0; i < size; i++) {
            elements.append(i).append(' ');
        }
        String read = "[[:r :s #{" + elements + "}]]";
        for (int i = 0; i < 1_000; i++) {
            event(out, 0, "invoke", "txn", "[[:r :s nil]]");
            event(out, 0, "ok", "txn", read);
        }
    }

    /** Two reads at the end that cannot both be true. */
    private static void equalIncrements(Writer out) throws IOException {
        int count = 20_000;
        transactions(out, count, t -> t % 5 == 0 ? "[[:r :x %d]]".formatted(t / 5 * 4 + (t / 5) % 3) : "[[:inc :x 1]]");
        transactions(out, 2, t -> "[[:r :x %d]]".formatted(count / 2 + t));
    }

    private static void subsetSums(Writer out) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        long[] amounts = random.longs(60, 1, 1L << 40).toArray();
        transactions(out, amounts.length, t -> "[[:inc :x %d]]".formatted(amounts[t]));
        long[] sums = random.longs(2_000, 1, 30L << 40).toArray();
        transactions(out, sums.length, t -> "[[:r :x %d]]".formatted(sums[t]));
    }

    private static void longLine(Writer out) throws IOException {
        out.append("{:process 0, :type :invoke, :f :write, :value \"");
        String much = "x".repeat(1_000_000);
        for (int i = 0; i < 200; i++) {
            out.append(much);
        }
        out.append("\"}\n");
    }
}
