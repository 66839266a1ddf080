package dev.faultline.chaos;

import dev.faultline.chaos.NetworkFault.Cut.Shape;
import dev.faultline.sim.DatagramFaults;
import dev.faultline.sim.DiskFault;
import dev.faultline.sim.Distribution;
import dev.faultline.sim.PacketFilter;
import dev.faultline.sim.PacketFilter.Protocol;
import dev.faultline.sim.Rng;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sound faults of every kind, with values from all over their ranges. */
public final class RandomFaults {
    private static final List<String> NODES = List.of("n1", "zk-2", "A", "0", "x-y-z", "for", "by");
    /** Texts that look like other parts of a line. */
    private static final List<String> TEXTS = List.of(
            "injected",
            "",
            "full for 5s",
            "at 3s",
            "\"@any\" \\",
            "uniform 1s..5s, n1",
            "# @printed(\"x\") with 0.5",
            " ä ");

    private static final List<String> HOSTS =
            List.of("n1", "10.0.0.3", "10.*", "0", "for", "only", "else", "except", "of", "any", "at");

    private static final List<DiskFault.Operation> OPERATIONS = List.of(DiskFault.Operation.values());

    private final Rng rng;

    public RandomFaults(long seed) {
        rng = new Rng(seed);
    }

    public Fault next() {
        String node = NODES.get(rng.below(NODES.size()));
        return switch (rng.below(48)) {
            case 0 -> new ProcessFault.Kill(node, duration());
            case 1 -> new ProcessFault.PowerLoss(orAll(NODES.subList(0, 1 + rng.below(6))), duration());
            case 2 -> new ProcessFault.Pause(node, duration());
            case 3 -> partition();
            case 4 -> new NetworkFault.Latency(links(rng.chance(0.5)), distribution(), filter(), duration());
            case 5 ->
                new NetworkFault.Stall(links(rng.chance(0.5)), filter().with(PacketFilter.Content.ANY), duration());
            case 6 -> new NetworkFault.Reset(links(true));
            case 7 ->
                new ClockFault.ClockJump(
                        node, rng.chance(0.5) ? duration() : duration().negated(), duration());
            case 8 -> new ClockFault.ClockDrift(node, rng.between(1, 10_000_000), duration());
            case 9 -> new StorageFault.SlowDisk(node, 1 + 100 * (1 - rng.unit()), duration());
            case 10 ->
                new StorageFault.DiskError(
                        List.of(node),
                        OPERATIONS.get(rng.below(OPERATIONS.size())),
                        rng.chance(0.5) ? "/" : "/data/a,b>c|d",
                        StrictMath.pow(1 - rng.unit(), 20),
                        one(DiskFault.Failure.values()),
                        duration());
            case 11 -> new StorageFault.ReadOnlyDisk(node, duration());
            case 12 ->
                new PacketFault.Datagrams(
                        links(rng.chance(0.5)),
                        new DatagramFaults(rng.unit(), rng.chance(0.5) ? 0 : rng.unit(), rng.chance(0.5) ? 0 : 1),
                        duration());
            case 13 ->
                new ProcessFault.Stop(List.of(node), rng.chance(0.5) ? Duration.ofSeconds(10) : duration(), duration());
            case 14 -> new ProcessFault.Wipe(orAll(NODES.subList(0, 1 + rng.below(6))), duration());
            case 15 ->
                new NetworkFault.Flap(
                        links(rng.chance(0.5)), Duration.ofMillis(1).plus(duration()), duration());
            case 16 ->
                new DamageFault.BitFlip(
                        nodes(),
                        operation(List.of(DiskFault.Operation.READ, DiskFault.Operation.WRITE)),
                        path(),
                        bytes(),
                        chance(),
                        times(),
                        layer(),
                        duration());
            case 17 ->
                new DamageFault.TornWrite(
                        nodes(), path(), bytes(), rng.between(1, 1 << 20), chance(), times(), layer(), duration());
            case 18 -> new DamageFault.LostWrite(nodes(), path(), bytes(), chance(), times(), layer(), duration());
            case 19 ->
                new DamageFault.MisdirectedWrite(
                        nodes(),
                        path(),
                        bytes(),
                        rng.chance(0.5) ? rng.between(1, 9_999) : -(rng.between(1, 99) << 30),
                        rng.chance(0.5) ? DamageFault.MisdirectedWrite.SAME : "/data/a,b>c|d",
                        chance(),
                        times(),
                        layer(),
                        duration());
            case 20 -> new DamageFault.LostSync(nodes(), path(), chance(), times(), duration());
            case 21 ->
                new StorageFault.DiskDelay(
                        nodes(),
                        operation(
                                List.of(DiskFault.Operation.READ, DiskFault.Operation.WRITE, DiskFault.Operation.SYNC)),
                        path(),
                        distribution(),
                        duration());
            case 22 -> new StorageFault.DiskBandwidth(nodes(), rng.between(1, 1L << 50), duration());
            case 23 -> new StorageFault.DeadDisk(nodes(), duration());
            case 24 -> new DamageFault.BitRot(nodes(), path(), rng.between(-1, 100), rng.between(-1, 7), layer());
            case 25 -> new DamageFault.Truncate(nodes(), path(), rng.between(1, 1L << 39));
            case 26 -> {
                PacketFilter only = filter();
                yield new PacketFault.Loss(links(rng.chance(0.5)), chance(), only, rules(only.protocol()), duration());
            }
            case 27 ->
                new PacketFault.Corruption(
                        links(rng.chance(0.5)), chance(), datagrams(), rules(Protocol.UDP), duration());
            case 28 ->
                new PacketFault.Reordering(
                        links(rng.chance(0.5)), rng.between(2, 10_000), patience(), datagrams(), duration());
            case 29 ->
                new PacketFault.Bandwidth(
                        links(rng.chance(0.5)),
                        rng.between(1, 1L << 50),
                        one(PacketFault.Share.values()),
                        filter(),
                        duration());
            case 30 -> new ClockFault.ClockFreeze(nodes(), duration());
            case 31 ->
                new ClockFault.ClockStrobe(
                        nodes(), duration().negated(), Duration.ofMillis(1).plus(duration()), duration());
            case 32 -> new ResourceFault.CpuShare(nodes(), 1 - 0.9 * rng.unit(), duration());
            case 33 -> new ResourceFault.FileLimit(nodes(), rng.below(1_000), duration());
            case 34 -> new ResourceFault.ThreadLimit(nodes(), rng.below(1_000), duration());
            case 35 -> recordChange();
            case 36 ->
                new RecordFault.RecordEdit(
                        nodes(),
                        one(RecordFault.Edit.values()),
                        path(),
                        format(),
                        record(),
                        rng.between(1, 9),
                        duration());
            case 37 ->
                new RecordFault.SegmentEdit(
                        nodes(),
                        one(RecordFault.Edit.values()),
                        path(),
                        new RecordChoice("", rng.between(-3, 3)),
                        duration());
            case 38 ->
                new CodeFault.MethodThrow(
                        nodes(),
                        method(),
                        "java.io.IOException",
                        TEXTS.get(rng.below(TEXTS.size())),
                        chance(),
                        chance(),
                        times(),
                        duration());
            case 39 ->
                new CodeFault.MethodDelay(nodes(), method(), chance(), chance(), times(), distribution(), duration());
            case 40 ->
                new CodeFault.MethodReturn(
                        nodes(),
                        "a.B.c",
                        rng.chance(0.5) ? "-1.5e3" : Quotes.quoted(TEXTS.get(rng.below(TEXTS.size()))),
                        chance(),
                        chance(),
                        times(),
                        duration());
            case 41 ->
                new ProcessFault.Upgrade(
                        nodes(),
                        rng.chance(0.5) ? Map.of("version", "3.9.5") : Map.of("a-1", "", "b", "x=y:/z"),
                        rng.chance(0.5) ? Duration.ZERO : duration(),
                        duration());
            case 42 ->
                new ResourceFault.MemoryLimit(
                        nodes(),
                        rng.between(0, 1L << 40),
                        rng.chance(0.5) ? Times.LASTING_MAX : duration().plusNanos(1_000),
                        duration());
            case 43 ->
                new PacketFault.Duplication(
                        links(rng.chance(0.5)), chance(), datagrams(), rules(Protocol.UDP), duration());
            case 44 -> new ReorderingFault.Late(links(rng.chance(0.5)), patience(), datagrams(), duration());
            case 45 ->
                new ReorderingFault.Burst(
                        links(rng.chance(0.5)),
                        rng.between(2, 10_000),
                        chance(),
                        one(ReorderingFault.Order.values()),
                        patience(),
                        datagrams(),
                        duration());
            case 46 ->
                new ReorderingFault.Behind(
                        links(rng.chance(0.5)),
                        rng.between(1, 10_000),
                        patience(),
                        datagrams().withPorts(53),
                        duration());
            default -> new StorageFault.FullDisk(node, duration());
        };
    }

    private Fault recordChange() {
        RecordFault.Stage stage = one(RecordFault.Stage.values());
        boolean isRead = stage == RecordFault.Stage.READ;
        return new RecordFault.RecordChange(
                nodes(),
                stage,
                path(),
                format(),
                record(),
                rng.chance(0.5) ? "any" : "base-offset",
                isRead ? RecordFault.Becoming.FLIP : one(RecordFault.Becoming.values()),
                isRead ? RecordFault.Sum.STALE : one(RecordFault.Sum.values()),
                stage == RecordFault.Stage.REST ? 1 : chance(),
                times(),
                duration());
    }

    private <T> T one(T[] values) {
        return values[rng.below(values.length)];
    }

    private ByteRange bytes() {
        long from = rng.between(0, 1_000);
        return rng.chance(0.5)
                ? ByteRange.ALL
                : new ByteRange(from, rng.chance(0.5) ? Long.MAX_VALUE : from + 1 + from);
    }

    private String format() {
        return rng.chance(0.5) ? "any" : "kafka-segment";
    }

    private RecordChoice record() {
        return new RecordChoice(rng.chance(0.5) ? "" : "setData", rng.between(-3, 3));
    }

    private String method() {
        return rng.chance(0.5) ? "**.Store$*.<init>" : "a.B.c*(byte[],java.lang.String)";
    }

    private List<String> nodes() {
        return orAll(NODES.subList(0, 1 + rng.below(6)));
    }

    private DiskFault.Operation operation(List<DiskFault.Operation> of) {
        return of.get(rng.below(of.size()));
    }

    /** Also hosts and texts that look like other parts of a line. */
    private PacketFilter filter() {
        PacketFilter which = rng.chance(0.5) ? PacketFilter.ALL : PacketFilter.ALL.with(one(Protocol.values()));
        which = rng.chance(0.6) ? which : which.withAt(HOSTS.get(rng.below(HOSTS.size())));
        which = rng.chance(0.6) ? which : which.withPorts(53, 1 + rng.below(65_535));
        return switch (rng.below(6)) {
            case 0 -> which.withText(TEXTS.get(rng.below(TEXTS.size())) + "x");
            case 1 -> which.withBytes((byte) rng.below(256), (byte) 0);
            case 2 -> which.withRegex("[\\x80-\\xff]$| for \"5s\" ");
            default -> which;
        };
    }

    private PacketFilter datagrams() {
        PacketFilter which = filter();
        return which.protocol() == Protocol.TCP ? which.with(Protocol.UDP) : which;
    }

    /** Each about a port of its own, so that none comes too late. */
    private PacketRules rules(Protocol taken) {
        List<PacketRules.Rule> rules = new ArrayList<>();
        while (rng.chance(0.5)) {
            PacketFilter any =
                    filter().withFrom(HOSTS.get(rng.below(HOSTS.size()))).withPorts(1 + rules.size());
            PacketFilter which = taken == Protocol.ANY || any.protocol() == Protocol.ANY ? any : any.with(taken);
            rules.add(new PacketRules.Rule(
                    rng.chance(0.3) ? rng.below(2) : chance(), rng.chance(0.5) ? which : which.withTo("n*", "for")));
        }
        return new PacketRules(rules);
    }

    private Duration patience() {
        return rng.chance(0.5) ? Duration.ofSeconds(1) : Duration.ofMillis(rng.between(1, 3_600_000));
    }

    private String path() {
        return rng.chance(0.5) ? "/" : "/data/**/log.[0-9]*";
    }

    private double chance() {
        return StrictMath.pow(1 - rng.unit(), 20);
    }

    private long times() {
        return rng.chance(0.5) ? Long.MAX_VALUE : rng.between(1, 1_000);
    }

    private DiskFault.Layer layer() {
        return rng.chance(0.5) ? DiskFault.Layer.CACHE : DiskFault.Layer.PLATTER;
    }

    private Duration duration() {
        long scale = new long[] {1, 1_000, 1_000_000, 1_000_000_000}[rng.below(4)];
        return Duration.ofNanos(rng.between(1, 5_000) * scale + (rng.chance(0.2) ? rng.below(1_000) : 0));
    }

    private List<String> orAll(List<String> names) {
        return rng.chance(0.2) ? List.of(Fault.ALL) : names;
    }

    private NetworkFault.Links links(boolean bothWays) {
        return new NetworkFault.Links(orAll(NODES.subList(0, 3)), orAll(NODES.subList(2, 5)), bothWays);
    }

    private Fault partition() {
        return switch (rng.below(6)) {
            case 0 ->
                new NetworkFault.Partition(
                        new NetworkFault.Cut(Shape.HALVES, NODES.subList(0, 3), NODES.subList(3, 7)),
                        filter(),
                        duration());
            case 1 ->
                new NetworkFault.Partition(
                        new NetworkFault.Cut(Shape.MINORITY, NODES.subList(0, 2), NODES.subList(2, 7)), duration());
            case 2 ->
                new NetworkFault.Partition(
                        new NetworkFault.Cut(Shape.ONE_NODE, NODES.subList(3, 4), NODES.subList(0, 3)), duration());
            case 3 ->
                new NetworkFault.Partition(
                        new NetworkFault.Cut(Shape.ONE_WAY, NODES.subList(2, 7), NODES.subList(0, 2)), duration());
            default ->
                new NetworkFault.Partition(
                        new NetworkFault.Cut(Shape.RING, NODES.subList(0, 4 + rng.below(4)), List.of()),
                        filter(),
                        duration());
        };
    }

    private Distribution distribution() {
        return switch (rng.below(4)) {
            case 0 -> new Distribution.Constant(rng.between(1, 1_000_000_000));
            case 1 -> new Distribution.Uniform(1_500, rng.between(1_500, 2_000_000));
            case 2 -> new Distribution.LogNormal(1_000_000, 1 + rng.unit());
            default -> new Distribution.Exponential(rng.between(1, 1_000_000));
        };
    }
}
