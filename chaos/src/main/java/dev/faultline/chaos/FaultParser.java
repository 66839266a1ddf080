package dev.faultline.chaos;

import dev.faultline.chaos.NetworkFault.Partition.Shape;
import dev.faultline.sim.DatagramFaults;
import dev.faultline.sim.DiskFault;
import dev.faultline.sim.Distribution;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads faults from text. The words and the order are those that {@link Fault} writes. */
final class FaultParser {
    private final Line line;

    private FaultParser(Line line) {
        this.line = line;
    }

    static Fault parse(String text) {
        return parse(new Line(text));
    }

    /** Reads a fault that takes up the rest of the line. */
    static Fault parse(Line line) {
        Fault fault = new FaultParser(line).fault();
        line.end();
        return fault;
    }

    private Fault fault() {
        int column = line.column();
        FaultKind kind = at(column, () -> FaultKind.ofWord(line.word("a kind of fault")));
        int rest = line.column();
        return switch (kind) {
            case KILL -> {
                String node = node();
                yield new ProcessFault.Kill(node, lasting());
            }
            case POWER_LOSS -> {
                List<String> nodes = at(rest, () -> Names.checkOrAll(line.names()));
                yield new ProcessFault.PowerLoss(nodes, lasting());
            }
            case PAUSE -> {
                String node = node();
                yield new ProcessFault.Pause(node, lasting());
            }
            case PARTITION -> partition();
            case LATENCY -> latency();
            case STALL -> {
                NetworkFault.Links links = links();
                yield new NetworkFault.Stall(links, lasting());
            }
            case RESET -> at(rest, () -> new NetworkFault.Reset(links()));
            case CLOCK_JUMP -> clockJump();
            case CLOCK_DRIFT -> clockDrift();
            case SLOW_DISK -> slowDisk();
            case DISK_ERROR -> diskError();
            case FULL_DISK -> {
                String node = node();
                yield new StorageFault.FullDisk(node, lasting());
            }
            case READ_ONLY_DISK -> {
                String node = node();
                yield new StorageFault.ReadOnlyDisk(node, lasting());
            }
            case DATAGRAMS -> datagrams();
        };
    }

    private Fault partition() {
        int column = line.column();
        Shape shape = at(column, () -> shape(line.word("the shape of the partition")));
        int sides = line.column();
        List<String> side = at(sides, () -> Names.check(line.names()));
        if (shape == Shape.RING) {
            at(sides, () -> check(shape, side, List.of()));
            return new NetworkFault.Partition(shape, side, List.of(), lasting());
        }
        String between = shape == Shape.ONE_WAY ? ">" : "|";
        if (!line.symbol(between)) {
            throw line.expected("',' or '" + between + "'");
        }
        List<String> other = at(line.column(), () -> Names.check(line.names()));
        at(sides, () -> check(shape, side, other));
        return new NetworkFault.Partition(shape, side, other, lasting());
    }

    private static Shape check(Shape shape, List<String> side, List<String> other) {
        Shapes.check(shape, side, other);
        return shape;
    }

    private static Shape shape(String word) {
        for (Shape shape : Shape.values()) {
            if (shape.word().equals(word)) {
                return shape;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is no shape of a partition; the shapes are "
                + Arrays.stream(Shape.values()).map(Shape::word).collect(Collectors.joining(", ")));
    }

    private Fault latency() {
        NetworkFault.Links links = links();
        line.keyword("by");
        Distribution extra = at(line.column(), () -> Distribution.parse(line.wordsUntil("for")));
        return new NetworkFault.Latency(links, extra, duration());
    }

    private Fault datagrams() {
        NetworkFault.Links links = links();
        line.keyword("with");
        int column = line.column();
        double loss = chance("loss");
        double duplication = chance("duplication");
        double reordering = chance("reordering");
        DatagramFaults chances = at(column, () -> new DatagramFaults(loss, duplication, reordering));
        at(column, () -> new NetworkFault.Datagrams(links, chances, Duration.ofNanos(1)));
        return new NetworkFault.Datagrams(links, chances, lasting());
    }

    /** Reads a chance with its name, or returns zero where another word stands. */
    private double chance(String what) {
        if (!line.symbol(what)) {
            return 0;
        }
        return at(line.column(), () -> number(line.word("a chance, such as 0.1")));
    }

    private Fault clockJump() {
        String node = node();
        line.keyword("by");
        int column = line.column();
        Duration by = at(column, () -> Times.parse(line.word("a duration, such as -1.5s")));
        Duration lasting = lasting();
        return at(column, () -> new ClockFault.ClockJump(node, by, lasting));
    }

    private Fault clockDrift() {
        String node = node();
        line.keyword("by");
        int column = line.column();
        long ppm = at(column, () -> ppm(line.word("a drift, such as 500ppm")));
        Duration lasting = lasting();
        return at(column, () -> new ClockFault.ClockDrift(node, ppm, lasting));
    }

    private static long ppm(String word) {
        if (!word.matches("-?[0-9]{1,18}ppm")) {
            throw new IllegalArgumentException(
                    "'" + word + "' is no drift; write a whole number and ppm, such as 500ppm");
        }
        return Long.parseLong(word.substring(0, word.length() - "ppm".length()));
    }

    private Fault slowDisk() {
        String node = node();
        line.keyword("by");
        int column = line.column();
        if (!line.symbol("x")) {
            throw line.expected("a factor, such as x20");
        }
        double factor = at(column, () -> number(line.word("a factor, such as x20")));
        Duration lasting = lasting();
        return at(column, () -> new StorageFault.SlowDisk(node, factor, lasting));
    }

    private Fault diskError() {
        String node = node();
        line.keyword("at");
        DiskFault.Operation operation = at(line.column(), () -> operation(line.word("read, write, sync or change")));
        line.keyword("of");
        int column = line.column();
        String path = line.word("a path, such as /data");
        line.keyword("with");
        double chance = at(line.column(), () -> number(line.word("a chance, such as 0.5")));
        Duration lasting = lasting();
        return at(column, () -> new StorageFault.DiskError(node, operation, path, chance, lasting));
    }

    private static DiskFault.Operation operation(String word) {
        return switch (word) {
            case "read" -> DiskFault.Operation.READ;
            case "write" -> DiskFault.Operation.WRITE;
            case "sync" -> DiskFault.Operation.SYNC;
            case "change" -> DiskFault.Operation.CHANGE;
            default -> throw new IllegalArgumentException("expected read, write, sync or change, found '" + word + "'");
        };
    }

    private static double number(String word) {
        if (!word.matches("[0-9]{1,15}(\\.[0-9]+)?")) {
            throw new IllegalArgumentException("'" + word + "' is no decimal number, such as 0.5");
        }
        return Double.parseDouble(word);
    }

    private String node() {
        int column = line.column();
        String node = line.name();
        return at(column, () -> {
            Names.check(node);
            return node;
        });
    }

    private NetworkFault.Links links() {
        int column = line.column();
        List<String> from = line.names();
        boolean bothWays = line.symbol("<>");
        if (!bothWays && !line.symbol(">")) {
            throw line.expected("',', '>' or '<>'");
        }
        List<String> to = line.names();
        return at(column, () -> new NetworkFault.Links(from, to, bothWays));
    }

    private Duration lasting() {
        line.keyword("for");
        return duration();
    }

    private Duration duration() {
        return at(line.column(), () -> {
            Duration lasting = Times.parse(line.word("a duration, such as 3s"));
            Times.check(lasting);
            return lasting;
        });
    }

    /** Says where it was that something was wrong, unless that is said already. */
    private static <T> T at(int column, Supplier<T> part) {
        try {
            return part.get();
        } catch (FaultSyntaxException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new FaultSyntaxException(column, String.valueOf(e.getMessage()));
        }
    }
}
