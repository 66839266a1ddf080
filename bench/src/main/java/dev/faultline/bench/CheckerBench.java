package dev.faultline.bench;

import dev.faultline.check.HistoryGenerator;
import dev.faultline.check.HistoryGenerator.Anomaly;
import dev.faultline.check.HistoryGenerator.Kind;
import dev.faultline.check.Model;
import dev.faultline.check.Models;
import dev.faultline.check.RegisterOption;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * {@code faultline bench checkers}: what it costs to judge histories, reading them apart.
 *
 * <p>Inputs come from {@link HistoryGenerator}, and from the recorded histories where they are at hand. Bars are in units
 * of work, see {@link Gauge}. The figures of peers in the notes were measured once, on two cores, or come from their
 * papers; they are scaled by what a unit takes here, and not measured again.
 */
public final class CheckerBench {
    private static final List<Peer> NONE = List.of();

    private final Supplier<Gauge> gauge;
    private final boolean quick;

    private CheckerBench(Supplier<Gauge> gauge, boolean quick) {
        this.gauge = gauge;
        this.quick = quick;
    }

    /** The names of the rows, those of recorded histories among them. */
    public static List<String> names() {
        CheckerBench bench = new CheckerBench(
                () -> {
                    throw new IllegalStateException("nothing is measured");
                },
                false);
        List<String> names = new ArrayList<>(bench.recorded(Path.of("")).names());
        names.addAll(bench.generated().names());
        names.addAll(bench.transactions().names());
        return List.copyOf(names);
    }

    /**
     * Measures, and prints each row when it is measured.
     *
     * @param recorded the folder of recorded histories; its rows are left out, which is said, if it is not there
     * @return the exit code of a command: 0 if every bar is met, else 1
     * @throws IllegalArgumentException if there are no rows of a name that is asked for, or their folder is missing
     */
    public static int run(PrintStream out, Consumer<String> progress, BenchOptions options, Path recorded) {
        Parts.require(options.only(), names());
        Gauge gauge = new Gauge();
        CheckerBench bench = new CheckerBench(() -> gauge, options.quick());
        Parts parts = bench.generated();
        parts.addAll(bench.transactions());
        if (Files.isDirectory(recorded)) {
            parts = bench.recorded(recorded).addAll(parts);
        } else {
            List<String> missing = bench.recorded(recorded).names();
            if (options.only().stream().anyMatch(missing::contains)) {
                throw new IllegalArgumentException("--histories " + recorded + " is no folder; the rows "
                        + String.join(", ", missing) + " are of recorded histories");
            }
            System.err.println("without the rows of recorded histories, for " + recorded
                    + " is no folder (--histories): " + String.join(", ", missing));
        }
        Table table = new Table(out, options.json());
        table.begin(gauge.unitMillis());
        parts.measure(options.only(), progress, table);
        return table.end();
    }

    private Parts recorded(Path folder) {
        Model<?> etcd = Models.casRegister(null, RegisterOption.FAILED_CAS_IS_CHECKED);
        Model<?> knossos = Models.casRegister(0L, RegisterOption.NULL_READ_MATCHES_ANYTHING);
        Path logs = folder.resolve("porcupine/jepsen");
        Path cas = folder.resolve("knossos/data/cas-register");
        Path kv = folder.resolve("porcupine/kv");
        Model<?> stores = Models.keyValue("");
        Parts parts = new Parts()
                .with(
                        "etcd",
                        rows -> histories()
                                .files(
                                        "etcd logs, a file",
                                        logs,
                                        "",
                                        etcd,
                                        0.5,
                                        List.of(new Peer("Porcupine", 11.5, 14)),
                                        rows))
                .with(
                        "etcd_002",
                        rows -> histories()
                                .files(
                                        "etcd_002, the most crashes, a file",
                                        logs,
                                        "etcd_002",
                                        etcd,
                                        15,
                                        List.of(Peer.of("Porcupine", 383)),
                                        rows))
                .with(
                        "knossos",
                        rows -> histories()
                                .files(
                                        "Knossos' cas-register, a file",
                                        cas,
                                        "",
                                        knossos,
                                        0.12,
                                        List.of(Peer.of("Porcupine", 0.27), Peer.of("Knossos", 608)),
                                        rows))
                .with(
                        "kv-c10",
                        rows -> histories()
                                .files(
                                        "kv c10, a file",
                                        kv,
                                        "c10",
                                        stores,
                                        30,
                                        List.of(Peer.of("Porcupine", 1.7)),
                                        rows));
        IsolationBench.recorded(gauge, folder, parts);
        return parts;
    }

    private Parts generated() {
        double share = quick ? 0.1 : 1;
        int operations = quick ? 100_000 : 1_000_000;
        HistoryGenerator keys =
                new HistoryGenerator(Kind.REGISTER, operations, 20, 1_000, 5, 20, 50, 0, 0, Anomaly.NONE);
        Parts parts = new Parts()
                .with(
                        "1000-keys",
                        rows -> histories()
                                .generated(
                                        "1,000 keys, 20 clients, five values",
                                        keys,
                                        Models.casRegister(null),
                                        1_000 * share,
                                        List.of(Peer.of("Porcupine", 5_600 * share)),
                                        "Porcupine with 1.2 GB",
                                        rows));
        if (!quick) {
            parts.with("ten-million", new HugeBench()::measure);
        }
        String unanswered = "Porcupine: no answer for 100,000 operations in 41 s, 9.8 GB";
        unique(parts, "unique-25", Kind.REGISTER, 25, 0, Models.register(null), 300 * share, unanswered);
        unique(parts, "unique-100", Kind.REGISTER, 100, 0, Models.register(null), 300 * share, unanswered);
        unique(parts, "unique-crashes", Kind.REGISTER, 25, 1, Models.register(null), 300 * share, "");
        unique(parts, "queue", Kind.QUEUE, 25, 0, Models.queue(), 1_000 * share, "LiMo: log-linear");
        unique(parts, "queue-crashes", Kind.QUEUE, 25, 5, Models.queue(), 1_000 * share, "");
        unique(parts, "set", Kind.SET, 25, 0, Models.set(), 1_000 * share, "LiMo: linear");
        unique(parts, "stack", Kind.STACK, 25, 0, Models.stack(), 1_000 * share, "LiMo: quadratic");
        unique(parts, "stack-crashes", Kind.STACK, 25, 5, Models.stack(), 1_000 * share, "");
        return parts;
    }

    private void unique(
            Parts parts,
            String name,
            Kind kind,
            int clients,
            int crashes,
            Model<?> model,
            double barUnits,
            String note) {
        HistoryGenerator shape = HistoryGenerator.unique(kind, quick ? 100_000 : 1_000_000, clients, 1, crashes);
        String thing = kind == Kind.REGISTER ? "one key" : name.replace("-crashes", "");
        String what =
                thing + ", unique values, " + clients + " clients" + (crashes == 0 ? "" : ", " + crashes + " % crash");
        parts.with(name, rows -> histories().generated(what, shape, model, barUnits, NONE, note, rows));
    }

    private Parts transactions() {
        Parts parts = new Parts();
        IsolationBench.generated(gauge, quick, parts);
        return parts;
    }

    private HistoryBench histories() {
        return new HistoryBench(gauge.get());
    }
}
