package dev.faultline.bench;

import dev.faultline.bench.Row.Bar;
import dev.faultline.check.format.ReadLimits;
import dev.faultline.check.isolation.IsolationCheck;
import dev.faultline.check.isolation.IsolationLevel;
import dev.faultline.check.isolation.IsolationLimits;
import dev.faultline.check.isolation.IsolationVerdict;
import dev.faultline.check.isolation.TransactionFiles;
import dev.faultline.check.isolation.TransactionGenerator;
import dev.faultline.check.isolation.TransactionGenerator.Store;
import dev.faultline.check.isolation.Transactions;
import dev.faultline.check.isolation.Transactions.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What it costs to check the isolation of transactions, reading them apart: a part of {@code bench checkers}. */
final class IsolationBench {
    private static final int WARM_UPS = 2;
    private static final int ROUNDS = 3;
    private static final long SEED = 1;
    private static final double LEAST_MILLIS = 300;
    private static final int MOST_TIMES = 20;
    private static final String STRICT = "strict-serializable";

    private final Supplier<Gauge> gauge;
    private final int share;

    /** @param share what part of the work is done: one of so many */
    private IsolationBench(Supplier<Gauge> gauge, int share) {
        this.gauge = gauge;
        this.share = share;
    }

    /** Adds the rows of generated histories. */
    static void generated(Supplier<Gauge> gauge, boolean quick, Parts parts) {
        IsolationBench bench = new IsolationBench(gauge, quick ? 10 : 1);
        parts.with("lists", bench::lists)
                .with("lists-million", bench::manyLists)
                .with("lists-anomalies", bench::anomalies)
                .with("lists-giant", bench::giant)
                .with("registers", bench::registers);
    }

    /** Adds the rows of recorded histories; one that is not at hand says so. */
    static void recorded(Supplier<Gauge> gauge, Path folder, Parts parts) {
        IsolationBench bench = new IsolationBench(gauge, 1);
        bench.file(parts, "cobra-twitter", folder.resolve("cobra/one-shot-10k/twitter-10000"));
        bench.file(parts, "cobra-chengRW", folder.resolve("cobra/one-shot-chengRW/chengRW-1000"));
        bench.file(parts, "cobra-G2", folder.resolve("cobra/ser-violation/cock-G2"));
        Path polysi = folder.resolve("polysi/PolySIHistories/fig7");
        for (String shape : new String[] {"20_100_15_1000_0.5_uniform", "20_10_15_10000_0.5_uniform"}) {
            String name = "polysi-" + (shape.startsWith("20_100_") ? "100" : "10");
            bench.file(parts, name, polysi.resolve(shape + "/hist-00000/history.bincode"));
        }
    }

    private void file(Parts parts, String name, Path path) {
        boolean cobra = name.startsWith("cobra");
        String level = cobra ? "serializable" : "snapshot-isolation";
        String peers = cobra ? "Cobra: seconds, with a GPU" : "PolySI: tens of seconds";
        parts.with(
                name,
                rows -> rows.accept(
                        Files.exists(path)
                                ? check(
                                        name,
                                        TransactionFiles.read(path, null, ReadLimits.standard()),
                                        level,
                                        5_000,
                                        List.of(),
                                        peers)
                                : Row.missing(name, "ms CPU", new Bar.None(), "not measured: there is no " + path)));
    }

    private Transactions lists(int transactions) {
        return TransactionGenerator.of(Model.LIST_APPEND, 10, transactions / share, Store.STRICT)
                .generate(SEED);
    }

    private void lists(Consumer<Row> rows) {
        List<Peer> peers = List.of(new Peer("Elle", 2_600.0 / share, 5_500.0 / share));
        String what = "list-append, %,d transactions".formatted(100_000 / share);
        rows.accept(check(what, lists(100_000), STRICT, 300.0 / share, peers, "after 4,500 ms of reading 100,000"));
    }

    private void manyLists(Consumer<Row> rows) {
        List<Peer> peers = List.of(Peer.of("Elle, by what it takes for 300,000,", 30_000.0 / share));
        String what = "list-append, %,d transactions".formatted(1_000_000 / share);
        rows.accept(check(what, lists(1_000_000), STRICT, 4_000.0 / share, peers, ""));
    }

    private void anomalies(Consumer<Row> rows) {
        int count = 10_000 / share;
        Transactions history = TransactionGenerator.of(Model.LIST_APPEND, 10, count, Store.CARELESS)
                .generate(SEED);
        rows.accept(check(
                "list-append, %,d transactions, many anomalies".formatted(count),
                history,
                STRICT,
                200.0 / share,
                List.of(new Peer("Elle", 10_000.0 / share, 14_000.0 / share)),
                "Elle with 10 to 22 searches given up"));
    }

    private void giant(Consumer<Row> rows) {
        int count = 10_000 / share;
        Transactions history = new TransactionGenerator(
                        Model.LIST_APPEND, 100, count, 4, 100, 1000, 0.5, Store.CARELESS, 0)
                .generate(SEED);
        rows.accept(check(
                "list-append, %,d transactions, one giant component".formatted(count),
                history,
                STRICT,
                200.0 / share,
                List.of(Peer.of("Elle", 1_800.0 / share)),
                "Elle for another of this kind, with its search given up"));
    }

    private void registers(Consumer<Row> rows) {
        // Always of this size: for smaller ones the check looks at more levels than it was asked for.
        Transactions history = new TransactionGenerator(
                        Model.REGISTER, 50, 50_000, 39, 1000, Integer.MAX_VALUE, 0.5, Store.STRICT, 0)
                .generate(SEED);
        String what = "registers, 50,000 transactions of 1 M operations";
        Peer awdit = Peer.of("AWDIT (native)", 630);
        rows.accept(check(what, history, "read-committed", 400, List.of(awdit, Peer.of("Plume", 20_000)), ""));
        rows.accept(check(what, history, "read-atomic", 600, List.of(Peer.of("AWDIT (native)", 950)), ""));
        List<Peer> causal = List.of(Peer.of("AWDIT (native)", 5_500), Peer.of("Plume", 36_000));
        rows.accept(check(what, history, "causal", 2_000, causal, ""));
    }

    private Row check(String what, Transactions history, String level, double barUnits, List<Peer> peers, String note) {
        IsolationLimits limits = IsolationLimits.standard();
        String name = what + ": " + level;
        Bar bar = new Bar.AtMost(barUnits);
        IsolationVerdict verdict = IsolationCheck.check(history, IsolationLevel.of(level), limits);
        if (verdict instanceof IsolationVerdict.Unknown) {
            return Row.missing(name, "ms CPU", bar, "UNKNOWN");
        }
        // The clock of the processor moves in steps of 10 ms on some machines: small work is done several times.
        double once = cost(history, level, limits, 1);
        int times = (int) Math.max(1, Math.min(MOST_TIMES, LEAST_MILLIS / Math.max(1, once)));
        Gauge.Reading reading = gauge.get().cost(WARM_UPS, ROUNDS, () -> cost(history, level, limits, times));
        return Row.cost(name, reading, bar, peers, note);
    }

    private static double cost(Transactions history, String level, IsolationLimits limits, int times) {
        return Cost.of(() -> {
                            for (int i = 0; i < times; i++) {
                                var _ = IsolationCheck.check(history, IsolationLevel.of(level), limits);
                            }
                        })
                        .cpuSeconds()
                * 1000
                / times;
    }
}
