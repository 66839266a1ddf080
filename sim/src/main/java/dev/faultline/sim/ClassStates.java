package dev.faultline.sim;

import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * How far the initialisation of a class is, and which platform thread is at it: what HotSpot notes down in its structure
 * of the class (the states of section 5.5 of the Java Virtual Machine Specification). Where {@link VmStructures} does not
 * know the place, nothing is known of any class.
 */
final class ClassStates {
    private static final Unsafe UNSAFE = Vm.UNSAFE;
    private static final long NATIVE_THREAD = Vm.threadField("eetop");
    private static final long NONE = -1;

    private static @Nullable ClassStates known = found();

    private final long classToKlass =
            VmStructures.value("java_lang_Class::_klass_offset").orElse(NONE);
    private final long state = VmStructures.offset("InstanceKlass::_init_state").orElse(NONE);
    private final long thread =
            VmStructures.offset("InstanceKlass::_init_thread").orElse(NONE);
    private final byte linked = constant("linked");
    private final byte begun = constant("being_initialized");
    private final byte done = constant("fully_initialized");

    private ClassStates() {}

    private static byte constant(String name) {
        return (byte) VmStructures.constant("InstanceKlass::" + name).orElse(NONE);
    }

    private static @Nullable ClassStates found() {
        ClassStates states = new ClassStates();
        boolean isComplete = states.classToKlass != NONE
                && states.state != NONE
                && states.thread != NONE
                && 0 < states.linked
                && states.linked < states.begun
                && states.begun < states.done;
        return isComplete ? states : null;
    }

    /** Is initialised while somebody looks. */
    private static final class Probe {
        static final boolean SEEN = isBegunBy(Probe.class, Vm.carrier());

        private Probe() {}
    }

    /** Forgets the place unless a class that is initialised now shows each of the states there. */
    static void prove() {
        if (known == null) {
            return;
        }
        boolean isRight = !isBegunBy(Probe.class, Vm.carrier())
                && !isFinished(Probe.class)
                && Probe.SEEN
                && !isBegunBy(Probe.class, Vm.carrier())
                && isFinished(Probe.class)
                && !hasFailed(Probe.class);
        if (!isRight) {
            known = null;
        }
    }

    static boolean areKnown() {
        return known != null;
    }

    /** Whether this platform thread is at the initialisation of the class: of a superclass, or of its own. */
    static boolean isBegunBy(Class<?> type, Thread platform) {
        ClassStates at = known;
        if (at == null || type.isPrimitive() || type.isArray()) {
            return false;
        }
        long klass = at.klass(type);
        return UNSAFE.getByteVolatile(null, klass + at.state) == at.begun
                && UNSAFE.getLong(klass + at.thread) == UNSAFE.getLong(platform, NATIVE_THREAD);
    }

    /** Whether the initialisation is over, well or not. */
    static boolean isFinished(Class<?> type) {
        ClassStates at = known;
        return at != null && UNSAFE.getByteVolatile(null, at.klass(type) + at.state) >= at.done;
    }

    static boolean hasFailed(Class<?> type) {
        ClassStates at = known;
        return at != null && UNSAFE.getByteVolatile(null, at.klass(type) + at.state) > at.done;
    }

    /** Makes it look as if nobody had begun; whoever needs the class calls its initialiser then. */
    static void reopen(Class<?> type) {
        ClassStates at = known;
        if (at != null) {
            set(at.klass(type), at.linked, 0);
        }
    }

    /** Notes down that this platform thread is at it. */
    static void begin(Class<?> type, Thread platform) {
        ClassStates at = known;
        if (at != null) {
            set(at.klass(type), at.begun, UNSAFE.getLong(platform, NATIVE_THREAD));
        }
    }

    private static void set(long klass, byte state, long thread) {
        ClassStates at = known;
        if (at != null) {
            UNSAFE.putLong(klass + at.thread, thread);
            UNSAFE.putByteVolatile(null, klass + at.state, state);
        }
    }

    private long klass(Class<?> type) {
        return UNSAFE.getLong(type, classToKlass);
    }
}
