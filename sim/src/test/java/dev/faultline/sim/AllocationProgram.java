package dev.faultline.sim;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/** A program that allocates in every way, and what it sees of that. */
public final class AllocationProgram {
    /** With its header, 1,000 bytes. */
    private static final int BLOCK = 984;

    private static final List<Object> KEPT = new ArrayList<>();

    private AllocationProgram() {}

    @SuppressWarnings("unused") // it is about their sizes
    private static class Point {
        int x;
        long y;
        boolean flag;
        Object object = "";
    }

    private static final class Marked extends Point {
        byte mark;
    }

    /** Has an array, for which nothing counts that the class itself makes. */
    private static final class Early {
        static final byte[] BYTES = new byte[100_000];

        private Early() {}
    }

    /** Is loaded by a loader of the program. */
    public static final class Remote implements Runnable {
        @Override
        public void run() {
            Object block = new byte[BLOCK];
            System.out.println(block.getClass().getSimpleName());
        }
    }

    private static final class Own extends ClassLoader {
        Runnable remote() throws IOException, ReflectiveOperationException {
            String name = Remote.class.getName();
            try (InputStream file = AllocationProgram.class.getResourceAsStream("AllocationProgram$Remote.class")) {
                byte[] bytes = Objects.requireNonNull(file).readAllBytes();
                Class<?> type = defineClass(name, bytes, 0, bytes.length);
                return (Runnable) type.getConstructor().newInstance();
            }
        }
    }

    private static void show(String name, Runnable part) {
        Runtime runtime = Runtime.getRuntime();
        long before = runtime.totalMemory() - runtime.freeMemory();
        String how = "";
        try {
            part.run();
        } catch (NegativeArraySizeException e) {
            how = " " + e.getMessage();
        }
        System.out.println(name + " " + (runtime.totalMemory() - runtime.freeMemory() - before) + how);
    }

    private static void sizes() throws IOException, ReflectiveOperationException {
        Runnable remote = new Own().remote();
        int[] ten = new int[10];
        String[] words = new String[10];
        int[] lengths = {2, 3, 4, -1};
        IntFunction<byte[]> byReference = byte[]::new;
        show("nothing", () -> {});
        show("no bytes", () -> KEPT.add(new byte[0]));
        show("a byte", () -> KEPT.add(new byte[1]));
        show("longs", () -> KEPT.add(new long[3]));
        show("objects", () -> KEPT.add(new Object[3]));
        show("initialised", () -> KEPT.add(new short[] {1, 2, 3, 4, 5}));
        show("grid", () -> KEPT.add(new int[lengths[0]][lengths[1]]));
        show("rows", () -> KEPT.add(new int[lengths[0]][lengths[1]][]));
        show("cube", () -> KEPT.add(new short[lengths[0]][lengths[1]][lengths[2]]));
        show("negative", () -> KEPT.add(new int[lengths[3]]));
        show("negative inside", () -> KEPT.add(new int[lengths[0]][lengths[3]]));
        show("object", () -> KEPT.add(new Object()));
        show("point", () -> KEPT.add(new Point()));
        show("marked", () -> KEPT.add(new Marked()));
        show("list", () -> KEPT.add(new ArrayList<>(1_000)));
        show("clone", () -> KEPT.add(ten.clone()));
        show("clone of words", () -> KEPT.add(words.clone()));
        show("copy", () -> KEPT.add(Arrays.copyOf(ten, 20)));
        show("copy of words", () -> KEPT.add(Arrays.copyOf(words, 5)));
        show("range", () -> KEPT.add(Arrays.copyOfRange(ten, 2, 5)));
        show("buffer", () -> KEPT.add(ByteBuffer.allocate(100)));
        show("direct buffer", () -> KEPT.add(ByteBuffer.allocateDirect(100)));
        show("by reference", () -> KEPT.add(byReference.apply(100)));
        show("conditional", () -> KEPT.add(new String(ten.length > 5 ? "yes" : "no")));
        show("text", () -> KEPT.add("a" + ten.length));
        show("box", () -> KEPT.add((Object) 1_000_000));
        show("remote", remote);
        show("initialiser", () -> KEPT.add(Early.BYTES));
    }

    /** Asks what there is, before and after it has made something. */
    private static void ask() {
        for (int i = 0; i < 2; i++) {
            Runtime runtime = Runtime.getRuntime();
            MemoryUsage usage = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
            System.out.println(runtime.maxMemory() + " " + runtime.totalMemory() + " " + runtime.freeMemory() + ", "
                    + usage.getMax() + " " + usage.getCommitted() + " " + usage.getUsed());
            KEPT.add(new byte[BLOCK]);
        }
    }

    /** Keeps blocks until there is no room for another. */
    private static void leak() {
        int kept = 0;
        try {
            while (true) {
                KEPT.add(new byte[BLOCK]);
                kept++;
            }
        } catch (OutOfMemoryError e) {
            System.out.println("kept " + kept + ", " + e + " at " + e.getStackTrace()[0].getMethodName());
        }
    }

    /** Asks for a block every 10 ms and tells how many it got in each second. */
    private static void churn() throws InterruptedException {
        for (int second = 0; second < 10; second++) {
            int made = 0;
            for (int i = 0; i < 100; i++) {
                try {
                    byte[] block = new byte[BLOCK];
                    made += block.length / BLOCK;
                } catch (OutOfMemoryError e) {
                    // the next
                }
                Thread.sleep(10);
            }
            System.out.println("made " + made);
        }
    }

    /** A thread asks for too much, and the others go on. */
    private static void die() throws InterruptedException {
        Thread thread = new Thread(() -> KEPT.add(new int[1_000_000_000]));
        thread.start();
        thread.join();
        System.out.println("alive with " + new byte[100].length);
        throw new IllegalStateException(Integer.toString(new long[1_000_000_000].length));
    }

    /** Does what the first argument says. */
    public static void main(String[] arguments) throws InterruptedException, IOException, ReflectiveOperationException {
        switch (arguments[0]) {
            case "sizes" -> sizes();
            case "ask" -> ask();
            case "leak" -> leak();
            case "churn" -> churn();
            case "die" -> die();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }
}
