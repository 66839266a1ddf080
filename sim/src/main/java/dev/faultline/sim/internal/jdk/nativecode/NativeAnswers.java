package dev.faultline.sim.internal.jdk.nativecode;

import dev.faultline.sim.internal.jdk.lang.TimeHooks;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.MachineSize;
import dev.faultline.sim.internal.machine.SimProcess;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** What functions of the C library answer that ask for the machine: the figures of the node. */
final class NativeAnswers {
    private static final int PAGE_BYTES = 4_096;
    private static final int USER = 1_000;
    private static final long NANOS = 1_000_000_000L;
    /** What a function returns that returns the number of an error, on a file system that cannot do it. */
    private static final int EOPNOTSUPP = 95;

    private static final int CLOCK_REALTIME = 0;
    private static final int CLOCK_REALTIME_COARSE = 5;

    /** Names of {@code sysconf} in Linux's headers, and their values. */
    private static final int CLOCK_TICKS = 2;

    private static final int OPEN_FILES = 4;
    private static final int PAGE_SIZE = 30;
    private static final int PROCESSORS_CONFIGURED = 83;
    private static final int PROCESSORS_ONLINE = 84;
    private static final int PHYSICAL_PAGES = 85;

    private static final Set<String> KNOWN = Set.of(
            "does nothing",
            "page size",
            "process",
            "parent",
            "thread",
            "user",
            "sysconf",
            "limit",
            "seconds",
            "clock",
            "time of day",
            "host name",
            "unsupported");

    private NativeAnswers() {}

    static boolean knows(String answer) {
        return KNOWN.contains(answer);
    }

    /**
     * Answers a call of a simulated thread.
     *
     * @throws ClassCastException or IndexOutOfBoundsException if the program gives other arguments than the function takes
     */
    static long answer(String answer, Task task, Object[] arguments) {
        return switch (answer) {
            case "does nothing" -> 0;
            case "page size" -> PAGE_BYTES;
            case "process" -> SimProcess.of(task).pid();
            case "parent" -> 1;
            case "thread" -> SimProcess.of(task).pid() + task.number - 1;
            case "user" -> USER;
            case "sysconf" -> sysconf(task, number(arguments[0]));
            case "limit" -> unlimited(at(arguments[1], 16));
            case "seconds" -> seconds(pointer(arguments[0]));
            case "clock" -> clock(number(arguments[0]), at(arguments[1], 16));
            case "time of day" -> timeOfDay(at(arguments[0], 16));
            case "host name" -> hostName(task, arguments[0], number(arguments[1]));
            case "unsupported" -> EOPNOTSUPP;
            default -> throw new IllegalArgumentException(answer);
        };
    }

    /** A call of {@code java.lang.foreign} gives a segment, one from native code the address. */
    private static MemorySegment pointer(Object argument) {
        return argument instanceof Number address
                ? MemorySegment.ofAddress(address.longValue())
                : (MemorySegment) argument;
    }

    private static long number(Object argument) {
        return ((Number) argument).longValue();
    }

    @SuppressWarnings("restricted") // the program says that there is so much
    private static MemorySegment at(Object argument, long bytes) {
        return pointer(argument).reinterpret(bytes);
    }

    private static long sysconf(Task task, long name) {
        return switch ((int) name) {
            case CLOCK_TICKS -> 100;
            case OPEN_FILES -> 1 << 20;
            case PAGE_SIZE -> PAGE_BYTES;
            case PROCESSORS_CONFIGURED, PROCESSORS_ONLINE ->
                SimProcess.of(task).node.spec().processors();
            case PHYSICAL_PAGES -> MachineSize.MACHINE_BYTES / PAGE_BYTES;
            default -> -1;
        };
    }

    private static long unlimited(MemorySegment limits) {
        limits.set(ValueLayout.JAVA_LONG_UNALIGNED, 0, -1);
        limits.set(ValueLayout.JAVA_LONG_UNALIGNED, 8, -1);
        return 0;
    }

    private static long seconds(MemorySegment target) {
        long seconds = TimeHooks.currentTimeMillis() / 1_000;
        if (target.address() != 0) {
            at(target, 8).set(ValueLayout.JAVA_LONG_UNALIGNED, 0, seconds);
        }
        return seconds;
    }

    private static long clock(long which, MemorySegment target) {
        boolean isTimeOfDay = (int) which == CLOCK_REALTIME || (int) which == CLOCK_REALTIME_COARSE;
        long nanos = isTimeOfDay ? TimeHooks.currentTimeMillis() * 1_000_000L : TimeHooks.nanoTime();
        target.set(ValueLayout.JAVA_LONG_UNALIGNED, 0, nanos / NANOS);
        target.set(ValueLayout.JAVA_LONG_UNALIGNED, 8, nanos % NANOS);
        return 0;
    }

    private static long timeOfDay(MemorySegment target) {
        long millis = TimeHooks.currentTimeMillis();
        target.set(ValueLayout.JAVA_LONG_UNALIGNED, 0, millis / 1_000);
        target.set(ValueLayout.JAVA_LONG_UNALIGNED, 8, millis % 1_000 * 1_000);
        return 0;
    }

    private static long hostName(Task task, Object target, long limit) {
        byte[] name = (SimProcess.of(task).node.name() + "\0").getBytes(StandardCharsets.UTF_8);
        if (name.length > limit) {
            return -1;
        }
        MemorySegment.copy(name, 0, at(target, limit), ValueLayout.JAVA_BYTE, 0, name.length);
        return 0;
    }
}
