package dev.faultline.sim.internal.machine;

import java.lang.classfile.ClassFile;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/** What becomes of a class that cannot be woven. */
final class ClassWeaving {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int HEADER_BYTES = 8;
    private static final int MAJOR_VERSION_AT = 6;

    private ClassWeaving() {}

    /**
     * A class that the JVM may well take and that cannot be woven. What it did would not be simulated, so it must not come to
     * be.
     */
    static final class UnwovenException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private UnwovenException(byte[] original, RuntimeException why) {
            super("class " + nameOf(original) + ", which cannot be woven: " + why.getMessage(), why);
        }

        private static String nameOf(byte[] original) {
            try {
                return ClassFile.of()
                        .parse(original)
                        .thisClass()
                        .asInternalName()
                        .replace('/', '.');
            } catch (IllegalArgumentException e) {
                return "without a name";
            }
        }
    }

    /**
     * Weaves a class, or returns {@code asItIs} for what is no class file of this JVM: whoever defines it is told so by the JVM.
     *
     * @throws UnwovenException if it is one, and weaving fails
     */
    static <T> T weave(byte[] original, T asItIs, Supplier<T> weaving) {
        if (!isClassFile(original)) {
            return asItIs;
        }
        try {
            return weaving.get();
        } catch (RuntimeException e) {
            throw new UnwovenException(original, e);
        }
    }

    /** Returns whether they begin as a class file does, of a version that this JVM knows. */
    private static boolean isClassFile(byte[] bytes) {
        return bytes.length >= HEADER_BYTES
                && ByteBuffer.wrap(bytes).getInt() == MAGIC
                && ByteBuffer.wrap(bytes).getChar(MAJOR_VERSION_AT) <= ClassFile.latestMajorVersion();
    }
}
