package dev.faultline.sim.internal.vm;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes objects take, by the layout of HotSpot for 64 bits with references of 4: a header of 12 bytes, of an array 16, and
 * a whole number of 8 bytes in all. The fields of an object are taken as packed; HotSpot leaves gaps in a few. What this JVM does
 * is not asked, for it depends on how large its heap is.
 */
public final class ObjectSizes {
    private static final int HEADER_BYTES = 12;
    private static final int ARRAY_HEADER_BYTES = 16;
    private static final int REFERENCE_BYTES = 4;
    private static final int UNIT_BYTES = 8;

    private final Function<String, byte @Nullable []> classFiles;
    private final Map<String, Integer> fieldBytes = new HashMap<>();

    /**
     * Takes where classes are found.
     *
     * @param classFiles takes the internal name of a class; null where there is none, which counts as one without fields
     */
    public ObjectSizes(Function<String, byte @Nullable []> classFiles) {
        this.classFiles = classFiles;
    }

    /** Returns the size of an object of the class of this internal name. */
    public int of(String className) {
        return (int) whole(HEADER_BYTES + fieldsOf(className));
    }

    private synchronized int fieldsOf(String className) {
        Integer known = fieldBytes.get(className);
        if (known != null) {
            return known;
        }
        fieldBytes.put(className, 0); // a class above itself is no class
        int bytes = readFieldsOf(className);
        fieldBytes.put(className, bytes);
        return bytes;
    }

    private int readFieldsOf(String className) {
        byte[] file = classFiles.apply(className);
        if (file == null) {
            return 0;
        }
        try {
            ClassModel model = ClassFile.of().parse(file);
            int bytes = model.superclass()
                    .map(above -> fieldsOf(above.asInternalName()))
                    .orElse(0);
            for (FieldModel field : model.fields()) {
                if (!field.flags().has(AccessFlag.STATIC)) {
                    bytes += elementBytes(field.fieldType().stringValue());
                }
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            return 0; // no class file: the JVM will say so
        }
    }

    /** Returns what a field or an element of an array takes, by the descriptor of its type. */
    public static int elementBytes(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case 'Z', 'B' -> 1;
            case 'C', 'S' -> 2;
            case 'I', 'F' -> 4;
            case 'J', 'D' -> 8;
            default -> REFERENCE_BYTES;
        };
    }

    /** Returns the size of an array; -1 if it cannot be made as its length is negative. */
    public static long ofArray(int length, int elementBytes) {
        return length < 0 ? -1 : whole(ARRAY_HEADER_BYTES + (long) length * elementBytes);
    }

    /** Returns the size of an array of arrays with those in it, each of so many bytes; -1 if one cannot be made. */
    public static long ofArrays(long bytesOfEach, int length) {
        if (length < 0 || bytesOfEach < 0) {
            return -1;
        }
        long own = ofArray(length, REFERENCE_BYTES);
        return bytesOfEach > (Long.MAX_VALUE - own) / Math.max(1, length) ? Long.MAX_VALUE : own + length * bytesOfEach;
    }

    private static long whole(long bytes) {
        return (bytes + UNIT_BYTES - 1) / UNIT_BYTES * UNIT_BYTES;
    }
}
