package dev.faultline.chaos;

import dev.faultline.chaos.NetworkFault.Cut.Shape;
import dev.faultline.sim.DatagramFaults;
import dev.faultline.sim.DiskFault;
import dev.faultline.sim.Distribution;
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

    private final FaultPlan plan;
    private final Rng rng;

    FaultDraw(FaultPlan plan, Rng rng) {
        this.plan = plan;
        this.rng = rng;
    }

    Fault draw(FaultKind kind, Duration lasting) {
        return switch (kind) {
            case KILL -> new ProcessFault.Kill(node(), lasting);
            case POWER_LOSS -> new ProcessFault.PowerLoss(shuffled(1 + rng.below(plan.downMax())), lasting);
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
        };
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

    /** Returns so many of the nodes in random order (Richard Durstenfeld, "Algorithm 235: Random Permutation", 1964). */
    private List<String> shuffled(int count) {
        List<String> nodes = new ArrayList<>(plan.nodes());
        for (int i = 0; i < count; i++) {
            int other = i + rng.below(nodes.size() - i);
            String node = nodes.get(i);
            nodes.set(i, nodes.get(other));
            nodes.set(other, node);
        }
        return nodes.subList(0, count);
    }

    private Fault partition(Duration lasting) {
        int size = plan.nodes().size();
        List<Shape> shapes = new ArrayList<>(List.of(Shape.HALVES, Shape.ONE_NODE, Shape.ONE_WAY));
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
            case MINORITY -> 1 + rng.below((size - 1) / 2);
            case ONE_NODE -> 1;
            case ONE_WAY -> 1 + rng.below(size - 1);
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

    /** Returns a number whose logarithm is even between those of the bounds. */
    private long logScale(long low, long high) {
        // StrictMath: the same number on every machine.
        return (long) (low * StrictMath.pow((double) high / low, rng.unit()));
    }
}
