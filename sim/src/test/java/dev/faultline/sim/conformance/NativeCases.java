package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Expect.equal;
import static dev.faultline.sim.conformance.Expect.isTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/** Functions of the C library that only compute, advise, or tell what the machine is. */
@SuppressWarnings("restricted")
final class NativeCases {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final List<Case> CASES = new ArrayList<>();

    static {
        computing();
        asking();
        CASES.add(Case.refused("native functions", "one with a state of its own is called", () -> {
            isTrue((int) call("rand", FunctionDescriptor.of(INT)) >= 0, "a number");
        }));
    }

    private NativeCases() {}

    static List<Case> cases() {
        return List.copyOf(CASES);
    }

    private static void add(String name, Case.Body body) {
        CASES.add(new Case("native functions", name, body));
    }

    private static Object call(String name, FunctionDescriptor type, Object... arguments) throws Exception {
        MethodHandle function =
                LINKER.downcallHandle(LINKER.defaultLookup().find(name).orElseThrow(), type);
        try {
            return function.invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static void computing() {
        add("strlen, memcmp and abs compute", () -> {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment text = arena.allocateFrom("four");
                equal(call("strlen", FunctionDescriptor.of(LONG, ValueLayout.ADDRESS), text), 4L);
                FunctionDescriptor compare = FunctionDescriptor.of(INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, LONG);
                equal(call("memcmp", compare, text, arena.allocateFrom("four"), 4L), 0);
            }
            equal(call("abs", FunctionDescriptor.of(INT, INT), -3), 3);
        });
        add("qsort calls a comparison in Java", () -> {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment numbers = arena.allocateFrom(INT, 5, 1, 4, 2, 3);
                var element = ValueLayout.ADDRESS.withTargetLayout(INT);
                MethodHandle compare = MethodHandles.lookup()
                        .findStatic(
                                NativeCases.class,
                                "compare",
                                MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class));
                MemorySegment stub = LINKER.upcallStub(compare, FunctionDescriptor.of(INT, element, element), arena);
                FunctionDescriptor sort =
                        FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, LONG, LONG, ValueLayout.ADDRESS);
                call("qsort", sort, numbers, 5L, 4L, stub);
                equal(
                        List.of(1, 2, 3, 4, 5),
                        numbers.elements(INT).map(each -> each.get(INT, 0)).toList());
            }
        });
        add("a handle without its function is given it at each call", () -> {
            MethodHandle either = LINKER.downcallHandle(FunctionDescriptor.of(INT, INT));
            SymbolLookup names = LINKER.defaultLookup();
            try {
                equal((int) either.invokeExact(names.find("abs").orElseThrow(), -7), 7);
                equal((int) either.invokeExact(names.find("toupper").orElseThrow(), (int) 'a'), (int) 'A');
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
        add(
                "a function that is not there is not found",
                () -> equal(LINKER.defaultLookup().find("no_such_function").isPresent(), false));
    }

    private static int compare(MemorySegment left, MemorySegment right) {
        return Integer.compare(left.get(INT, 0), right.get(INT, 0));
    }

    private static void asking() {
        add("getpid is the id of the process", () -> {
            equal(call("getpid", FunctionDescriptor.of(INT)), (int)
                    ProcessHandle.current().pid());
        });
        add("pages are of a power of two, and madvise takes an advice about them", () -> {
            int page = (Integer) call("getpagesize", FunctionDescriptor.of(INT));
            equal(Integer.bitCount(page), 1);
            equal(call("sysconf", FunctionDescriptor.of(LONG, INT), 30), (long) page);
            FunctionDescriptor advise = FunctionDescriptor.of(INT, ValueLayout.ADDRESS, LONG, INT);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment memory = arena.allocate(2L * page, page);
                equal(call("madvise", advise, memory, (long) page, 1), 0);
                equal(call("posix_madvise", advise, memory, (long) page, 2), 0);
            }
        });
        add("clock_gettime reads the time of System.currentTimeMillis, and captures no error", () -> {
            MemoryLayout captured = Linker.Option.captureStateLayout();
            MethodHandle clock = LINKER.downcallHandle(
                    LINKER.defaultLookup().find("clock_gettime").orElseThrow(),
                    FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS),
                    Linker.Option.captureCallState("errno"));
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment time = arena.allocate(16, 8);
                long before = System.currentTimeMillis();
                equal((int) clock.invokeExact(arena.allocate(captured), 0, time), 0);
                long read = time.get(LONG, 0) * 1_000 + time.get(LONG, 8) / 1_000_000;
                isTrue(before <= read && read <= System.currentTimeMillis(), "between two readings");
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
