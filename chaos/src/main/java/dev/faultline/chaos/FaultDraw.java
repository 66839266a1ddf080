package dev.faultline.chaos;

import dev.faultline.chaos.NetworkFault.Cut.Shape;
import dev.faultline.sim.DatagramFaults;
import dev.faultline.sim.DiskFault;
import dev.faultline.sim.Distribution;
import dev.faultline.sim.PacketFilter;
import dev.faultline.sim.Rng;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Draws one fault of a given kind and duration: whom it hits and how hard. Sizes are drawn on a log scale. */
final class FaultDraw {
    private static final long MILLI = 1_000_000L;
    /** A schedule names others; to draw them too would give every seed another schedule. */
    private static final List<DiskFault.Operation> OPERATIONS =
            List.of(DiskFault.Operation.READ, DiskFault.Operation.WRITE, DiskFault.Operation.SYNC);

    private static final double[] ERROR_CHANCES = {0.05, 0.25, 1.0};

    /** What programs wrote; damage of that does not mean the files that a node was set up with. */
    private static final String EVERYWHERE = "/";

    /** In bytes: a byte, a sector, a page. */
    private static final long[] UNITS = {1, 512, 4_096};

    private final FaultPlan plan;
    private final Rng rng;
    /** The nodes of this run whose disks may be damaged. */
    private final List<String> victims;

    FaultDraw(FaultPlan plan, Rng rng, List<String> victims) {
        this.plan = plan;
        this.rng = rng;
        this.victims = victims;
    }

    Fault draw(FaultKind kind, Duration lasting) {
        return switch (kind) {
            case KILL -> new ProcessFault.Kill(node(), lasting);
            case POWER_LOSS ->
                new ProcessFault.PowerLoss(shuffled(1 + rng.below(plan.budget().down())), lasting);
            case PAUSE -> new ProcessFault.Pause(node(), lasting);
            case PARTITION -> partition(lasting);
            case LATENCY -> new NetworkFault.Latency(links(), extraLatency(), lasting);
            case STALL -> new NetworkFault.Stall(links(), lasting);
            case RESET -> {
                NetworkFault.Links links = links();
                yield new NetworkFault.Reset(new NetworkFault.Links(links.from(), links.to(), true));
            }
            case CLOCK_JUMP -> new ClockFault.ClockJump(node(), jump(), lasting);
            case CLOCK_DRIFT -> new ClockFault.ClockDrift(node(), sign() * logScale(100, 200_000), lasting);
            case SLOW_DISK -> new StorageFault.SlowDisk(node(), logScale(2, 200), lasting);
            case DISK_ERROR -> new StorageFault.DiskError(node(), operation(), "/", chance(), lasting);
            case FULL_DISK -> new StorageFault.FullDisk(node(), lasting);
            case READ_ONLY_DISK -> new StorageFault.ReadOnlyDisk(node(), lasting);
            case DATAGRAMS -> new PacketFault.Datagrams(links(), datagramFaults(), lasting);
            case STOP ->
                new ProcessFault.Stop(List.of(node()), Times.least(lasting, millis(logScale(50, 10_000))), lasting);
            case FLAP -> new NetworkFault.Flap(links(), millis(logScale(100, 5_000)), lasting);
            case LOSS -> new PacketFault.Loss(links(), percents(), PacketFilter.ALL, lasting);
            case CORRUPTION -> new PacketFault.Corruption(links(), percents(), PacketFilter.ALL, lasting);
            case REORDERING ->
                new PacketFault.Reordering(
                        links(), logScale(2, 64), millis(logScale(1, 1_000)), PacketFilter.ALL, lasting);
            case BANDWIDTH ->
                new PacketFault.Bandwidth(links(), logScale(1_000, 10_000_000), PacketFilter.ALL, lasting);
            case CLOCK_FREEZE -> new ClockFault.ClockFreeze(List.of(node()), lasting);
            case CLOCK_STROBE ->
                new ClockFault.ClockStrobe(List.of(node()), jump(), millis(logScale(10, 5_000)), lasting);
            case DISK_DELAY ->
                new StorageFault.DiskDelay(List.of(node()), operation(), EVERYWHERE, extraLatency(), lasting);
            case DISK_BANDWIDTH ->
                new StorageFault.DiskBandwidth(List.of(node()), logScale(4_000, 10_000_000), lasting);
            case DEAD_DISK -> new StorageFault.DeadDisk(List.of(node()), lasting);
            case CPU_SHARE -> new ResourceFault.CpuShare(List.of(node()), percents(), lasting);
            case FILE_LIMIT -> new ResourceFault.FileLimit(List.of(node()), logScale(3, 200), lasting);
            case THREAD_LIMIT -> new ResourceFault.ThreadLimit(List.of(node()), logScale(5, 200), lasting);
            case MEMORY_LIMIT -> memoryLimit(lasting);
            case WIPE, BIT_FLIP, TORN_WRITE, LOST_WRITE, MISDIRECTED_WRITE, LOST_SYNC, BIT_ROT, TRUNCATE ->
                damage(kind, lasting);
        };
    }

    /** What decides is the rate at which memory becomes free again, so that is drawn. */
    private Fault memoryLimit(Duration lasting) {
        long lifetimeMillis = logScale(500, 10_000);
        long bytesPerSecond = logScale(4_096, 4_194_304);
        return new ResourceFault.MemoryLimit(
                List.of(node()), bytesPerSecond * lifetimeMillis / 1_000, millis(lifetimeMillis), lasting);
    }

    /** Few calls are struck: a disk of which everything is wrong is found out at once. */
    private Fault damage(FaultKind kind, Duration lasting) {
        List<String> victim = List.of(victims.get(rng.below(victims.size())));
        DiskFault.Layer layer = rng.chance(0.5) ? DiskFault.Layer.CACHE : DiskFault.Layer.PLATTER;
        double chance = chance();
        long times = logScale(1, 20);
        return switch (kind) {
            case WIPE -> new ProcessFault.Wipe(victim, lasting);
            case BIT_FLIP ->
                new DamageFault.BitFlip(
                        victim,
                        rng.chance(0.5) ? DiskFault.Operation.READ : DiskFault.Operation.WRITE,
                        EVERYWHERE,
                        ByteRange.ALL,
                        chance,
                        times,
                        layer,
                        lasting);
            case TORN_WRITE ->
                new DamageFault.TornWrite(
                        victim,
                        EVERYWHERE,
                        ByteRange.ALL,
                        UNITS[rng.below(UNITS.length)],
                        chance,
                        times,
                        layer,
                        lasting);
            case LOST_WRITE ->
                new DamageFault.LostWrite(victim, EVERYWHERE, ByteRange.ALL, chance, times, layer, lasting);
            case MISDIRECTED_WRITE ->
                new DamageFault.MisdirectedWrite(
                        victim, EVERYWHERE, ByteRange.ALL, sign() * logScale(1, 65_536), chance, times, layer, lasting);
            case LOST_SYNC -> new DamageFault.LostSync(victim, EVERYWHERE, chance, times, lasting);
            case BIT_ROT -> new DamageFault.BitRot(victim, EVERYWHERE, -1, -1, layer);
            case TRUNCATE -> new DamageFault.Truncate(victim, EVERYWHERE, logScale(1, 65_536));
            default -> throw new IllegalStateException(kind + " damages nothing");
        };
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    /** Returns chances of which one at least is above zero. */
    private DatagramFaults datagramFaults() {
        int which = 1 + rng.below(7);
        return new DatagramFaults(
                (which & 1) == 0 ? 0 : percents(),
                (which & 2) == 0 ? 0 : percents(),
                (which & 4) == 0 ? 0 : percents());
    }

    private double percents() {
        return logScale(1, 60) / 100.0;
    }

    private String node() {
        return plan.nodes().get(rng.below(plan.nodes().size()));
    }

    private List<String> shuffled(int count) {
        return Draws.some(rng, plan.nodes(), count);
    }

    private Fault partition(Duration lasting) {
        int size = plan.nodes().size();
        int most = Math.min(plan.budget().cutOff(), size / 2);
        List<Shape> shapes = new ArrayList<>(List.of(Shape.ONE_NODE, Shape.ONE_WAY));
        if (most == size / 2) {
            shapes.addFirst(Shape.HALVES);
        }
        if (size > 2) {
            shapes.add(Shape.MINORITY);
        }
        if (size >= Shapes.RING_MIN) {
            shapes.add(Shape.RING);
        }
        Shape shape = shapes.get(rng.below(shapes.size()));
        List<String> nodes = shuffled(size);
        int first = switch (shape) {
            case HALVES -> size / 2;
            case MINORITY -> 1 + rng.below(Math.min(most, (size - 1) / 2));
            case ONE_NODE -> 1;
            case ONE_WAY -> 1 + rng.below(most == size / 2 ? size - 1 : most);
            case RING -> size;
            case SIDES, BRIDGE -> throw new IllegalStateException("not drawn: halves, minorities and single nodes are");
        };
        return new NetworkFault.Partition(
                new NetworkFault.Cut(shape, nodes.subList(0, first), nodes.subList(first, size)), lasting);
    }

    /** Returns all links, those of one node, or one. */
    private NetworkFault.Links links() {
        List<String> all = List.of(Fault.ALL);
        boolean bothWays = rng.chance(0.5);
        List<String> two = shuffled(2);
        return switch (rng.below(3)) {
            case 0 -> new NetworkFault.Links(all, all, true);
            case 1 -> new NetworkFault.Links(List.of(two.getFirst()), all, bothWays);
            default -> new NetworkFault.Links(List.of(two.getFirst()), List.of(two.getLast()), bothWays);
        };
    }

    private Distribution extraLatency() {
        long middle = logScale(5 * MILLI, 1_000 * MILLI) / MILLI * MILLI;
        return switch (rng.below(3)) {
            case 0 -> new Distribution.Constant(middle);
            case 1 -> new Distribution.Uniform(MILLI, 2 * middle);
            default -> new Distribution.Exponential(middle);
        };
    }

    private Duration jump() {
        return Duration.ofMillis(sign() * logScale(10, 3_600_000));
    }

    private int sign() {
        return rng.chance(0.5) ? 1 : -1;
    }

    private DiskFault.Operation operation() {
        return OPERATIONS.get(rng.below(OPERATIONS.size()));
    }

    private double chance() {
        return ERROR_CHANCES[rng.below(ERROR_CHANCES.length)];
    }

    private long logScale(long low, long high) {
        return Draws.logScale(rng, low, high);
    }
}
