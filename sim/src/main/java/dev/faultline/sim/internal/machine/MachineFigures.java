package dev.faultline.sim.internal.machine;

import dev.faultline.sim.Program;
import dev.faultline.sim.Rng;
import dev.faultline.sim.internal.disk.Inode;
import dev.faultline.sim.internal.kernel.Scheduler;
import dev.faultline.sim.internal.net.NameServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The figures of a node and of its process that stand in {@link MachineFiles}, by the names that these have for them. */
public final class MachineFigures {
    private static final long NANOS = 1_000_000_000L;
    /** What {@code /proc} counts time in: a hundredth of a second. */
    private static final long TICK_NANOS = 10_000_000L;

    private static final long KIB = 1_024;
    private static final long PAGE_BYTES = 4_096;
    private static final long PROCESS_BYTES = MachineSize.HEAP_BYTES + MachineSize.OTHER_BYTES;

    private final SimNode node;
    private final Scheduler scheduler;
    private final @Nullable SimProcess process;

    MachineFigures(SimNode node, Scheduler scheduler) {
        this(node, scheduler, null);
    }

    private MachineFigures(SimNode node, Scheduler scheduler, @Nullable SimProcess process) {
        this.node = node;
        this.scheduler = scheduler;
        this.process = process;
    }

    /** Returns these figures with those of a process of the node. */
    MachineFigures with(SimProcess ofNode) {
        return new MachineFigures(node, scheduler, ofNode);
    }

    int processors() {
        return node.spec().processors();
    }

    /**
     * Returns the figure of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    String get(String name) {
        return switch (name) {
            case "host" -> node.name();
            case "address" -> node.address().getHostAddress();
            case "name server" -> NameServer.HOST;
            case "machine id" -> machineId();
            case "processors" -> Integer.toString(processors());
            case "last processor" -> Integer.toString(processors() - 1);
            case "processor mask" -> Long.toHexString(processors() >= Long.SIZE ? -1L : (1L << processors()) - 1);
            case "uptime" -> seconds(uptimeNanos());
            case "idle" -> seconds(uptimeNanos() * processors() - busyNanos());
            case "load" -> String.format(Locale.ROOT, "%.2f", MachineSize.LOAD);
            case "boot second" -> Long.toString(bootSecond());
            case "busy ticks" -> Long.toString(busyNanos() / TICK_NANOS);
            case "idle ticks" -> Long.toString((uptimeNanos() * processors() - busyNanos()) / TICK_NANOS);
            case "processor busy ticks" -> Long.toString(busyNanos() / processors() / TICK_NANOS);
            case "processor idle ticks" -> Long.toString((uptimeNanos() - busyNanos() / processors()) / TICK_NANOS);
            case "busy micros" -> Long.toString(busyNanos() / 1_000);
            case "turns" -> Long.toString(scheduler.turns());
            case "root options" -> node.disk().calls().tree().cache.isReadOnly() ? "ro" : "rw";
            default -> name.startsWith("memory") ? memory(name) : ofProcess(name);
        };
    }

    private String memory(String name) {
        long free = MachineSize.HEAP_BYTES;
        long bytes = switch (name) {
            case "memory" -> MachineSize.MACHINE_BYTES;
            case "memory free" -> free;
            case "memory cached" -> MachineSize.MACHINE_BYTES - free - PROCESS_BYTES;
            case "memory available" -> MachineSize.MACHINE_BYTES - PROCESS_BYTES;
            default -> throw new IllegalArgumentException(name);
        };
        return Long.toString(bytes / KIB);
    }

    private String ofProcess(String name) {
        SimProcess of = process;
        return switch (name) {
            case "process bytes" -> Long.toString(PROCESS_BYTES);
            case "process kib" -> Long.toString(PROCESS_BYTES / KIB);
            case "process pages" -> Long.toString(PROCESS_BYTES / PAGE_BYTES);
            case "heap kib" -> Long.toString(MachineSize.HEAP_BYTES / KIB);
            case "heap pages" -> Long.toString(MachineSize.HEAP_BYTES / PAGE_BYTES);
            case "open files max" ->
                Long.toString(Math.min(
                        MachineSize.OPEN_FILES_MAX, node.allowance().limits().openFiles()));
            case "threads" -> Integer.toString(node.threads());
            case "pid" -> of == null ? lastPid() : Long.toString(of.pid());
            case "user" -> Integer.toString(Inode.OWNER);
            case "working directory" -> node.disk().calls().workingDirectory();
            case "java home" -> System.getProperty("java.home");
            case "command line" -> commandLine();
            case "variables" -> variables();
            case "start tick" ->
                Long.toString(of == null ? 0 : node.clock().monotonicNanos(of.startedNanos()) / TICK_NANOS);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private String lastPid() {
        return Long.toString(SimProcess.pid(node, node.generation()));
    }

    private long uptimeNanos() {
        return node.clock().monotonicNanos(scheduler.nowNanos());
    }

    private long busyNanos() {
        return scheduler.turns() * MachineSize.NANOS_PER_TURN;
    }

    private long bootSecond() {
        return (node.clock().wallNanosSince(0, scheduler.nowNanos()) - uptimeNanos()) / NANOS;
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%d.%02d", nanos / NANOS, nanos % NANOS / TICK_NANOS);
    }

    /** Returns 128 bits that follow from the node's name: a machine has the same in every run. */
    private String machineId() {
        long first = Rng.mix(node.name().hashCode());
        return String.format(Locale.ROOT, "%016x%016x", first, Rng.mix(first));
    }

    /** Returns the words of the command, each with a zero byte behind it. */
    private String commandLine() {
        return "java\0" + argumentsOf(node).stream().map(word -> word + "\0").collect(Collectors.joining());
    }

    /** Returns what stands behind the {@code java} of a node's command. */
    public static List<String> argumentsOf(SimNode node) {
        List<String> words = new ArrayList<>();
        if (node.spec().program() instanceof Program.Main main) {
            words.addAll(List.of("-cp", node.library().classPath(), main.className()));
            words.addAll(main.arguments());
        }
        return words;
    }

    private String variables() {
        StringBuilder text = new StringBuilder();
        node.spec()
                .environment()
                .forEach((key, value) ->
                        text.append(key).append('=').append(value).append('\0'));
        return text.toString();
    }
}
