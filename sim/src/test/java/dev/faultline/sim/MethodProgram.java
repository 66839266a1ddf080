package dev.faultline.sim;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/** A program with methods of many kinds, and what it sees of them. */
public final class MethodProgram {
    private MethodProgram() {}

    /** What a store does; a point where it is implemented. */
    interface Store<T> {
        long write(T value, int times) throws IOException;

        default String name() {
            return "a store";
        }
    }

    enum Level {
        LOW,
        HIGH
    }

    /** Has methods of every type of result. */
    static class Memory implements Store<String> {
        long written;

        Memory() {
            written = 0;
        }

        @Override
        public synchronized long write(String value, int times) throws IOException {
            // The jump goes to the very start of the code.
            while (times-- > 0) {
                written += value.length();
            }
            return written;
        }

        void flush() {
            System.out.println("flushed");
        }

        static int count(double d, long l, int[] numbers) {
            return numbers.length + (int) d + (int) l;
        }

        boolean isFull() {
            return false;
        }

        Optional<String> last() {
            return Optional.of("last");
        }

        Level level() {
            return Level.LOW;
        }

        int[] sizes() {
            return new int[] {1, 2};
        }

        int lambda() {
            IntSupplier inner = () -> 7;
            return inner.getAsInt();
        }

        char letter() {
            return 'a';
        }

        float half() {
            return 0.5f;
        }
    }

    /** Fails where it begins to be a class, if that is asked for. */
    static final class Late {
        static final int VALUE = Integer.parseInt("5");

        private Late() {}
    }

    static final class Wrong extends IOException {
        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super("wrong: " + message);
        }
    }

    private interface Part {
        Object run() throws Exception;
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    private static void show(String name, Part part) {
        long start = System.nanoTime();
        try {
            Object result = part.run();
            long millis = (System.nanoTime() - start) / 1_000_000;
            System.out.println(name + " = "
                    + (result instanceof int[] numbers ? List.of(numbers.length) : result)
                    + (millis > 0 ? " after " + millis + " ms" : ""));
        } catch (Throwable e) {
            StackTraceElement[] stack = e.getStackTrace();
            System.out.println(name + " threw " + e
                    + (stack.length == 0 ? "" : " at " + stack[0].getMethodName() + " < " + stack[1].getMethodName())
                    + (stack.length > 0 && stack[0].getLineNumber() > 0 ? "" : " without a line"));
        }
    }

    /** Calls each, so many times. */
    public static void main(String[] arguments) throws Exception {
        int times = Integer.parseInt(arguments[0]);
        for (int i = 0; i < times; i++) {
            show("new", Memory::new);
            Memory memory = new Memory();
            Store<String> store = memory;
            show("write", () -> store.write("four", 2));
            show("flush", () -> {
                memory.flush();
                return "done";
            });
            show("count", () -> Memory.count(1.0, 2L, new int[3]));
            show("isFull", memory::isFull);
            show("last", memory::last);
            show("level", memory::level);
            show("sizes", memory::sizes);
            show("lambda", memory::lambda);
            show("letter", memory::letter);
            show("half", memory::half);
            show("name", store::name);
            show("late", () -> Late.VALUE);
            Thread.sleep(10);
        }
    }
}
