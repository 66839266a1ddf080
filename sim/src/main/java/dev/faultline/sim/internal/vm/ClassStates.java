package dev.faultline.sim.internal.vm;

import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * How far the initialisation of a class is, and which platform thread is at it: what HotSpot notes down in its structure
 * of the class (the states of section 5.5 of the Java Virtual Machine Specification). Where {@link VmStructures} does not
 * know the place, nothing is known of any class.
 */
public final class ClassStates {
    private static final Unsafe UNSAFE = Vm.UNSAFE;
    private static final long NATIVE_THREAD = Vm.threadField("eetop");
    private static final long NONE = -1;

    private static @Nullable ClassStates known = found();

    private final long classToKlass =
            VmStructures.value("java_lang_Class::_klass_offset").orElse(NONE);
    private final long state = VmStructures.offset("InstanceKlass::_init_state").orElse(NONE);
    private final long thread =
            VmStructures.offset("InstanceKlass::_init_thread").orElse(NONE);
    private final byte begun = constant("being_initialized");
    private final byte done = constant("fully_initialized");
    private final byte failed = (byte) (done + 1);
    /**
     * A state that the VM does not have, behind all that it has. Who needs the class finds neither that somebody is at it,
     * nor that it is done, nor that it has failed, and so begins. It is not the state before somebody has begun: compilers
     * read the states while they work, and rely on it that none but the three follow from there.
     */
    private final byte open = (byte) (failed + 1);

    private ClassStates() {}

    private static byte constant(String name) {
        return (byte) VmStructures.constant("InstanceKlass::" + name).orElse(NONE);
    }

    private static @Nullable ClassStates found() {
        ClassStates states = new ClassStates();
        boolean isComplete = states.classToKlass != NONE
                && states.state != NONE
                && states.thread != NONE
                && 0 < states.begun
                && states.done == states.begun + 1;
        return isComplete ? states : null;
    }

    /** How often the VM has begun with {@link Probe}, and how often it has noted that down. */
    private static int probes;

    private static int notes;

    /** In its initialiser the note that somebody is at it goes, and it is needed once more. */
    private static final class Probe {
        static final boolean HAS_BEGUN = begins();

        private Probe() {}

        private static boolean begins() {
            notes += isBegunBy(Probe.class, Vm.carrier()) ? 1 : 0;
            if (++probes == 1) {
                reopen(Probe.class);
                UNSAFE.ensureClassInitialized(Probe.class);
            }
            return true;
        }
    }

    /** Cannot be initialised. */
    private static final class Failing {
        static final int NEVER = Integer.parseInt("none");

        private Failing() {}
    }

    /** Forgets the place unless classes that are initialised now show each of the states there. */
    public static void prove() {
        if (known != null && !(showsStates() && showsFailure())) {
            known = null;
        }
    }

    private static boolean showsStates() {
        return !isBegunBy(Probe.class, Vm.carrier())
                && !isFinished(Probe.class)
                && Probe.HAS_BEGUN
                && probes == 2
                && notes == 2
                && isFinished(Probe.class)
                && !hasFailed(Probe.class);
    }

    private static boolean showsFailure() {
        try {
            return Failing.NEVER < 0;
        } catch (ExceptionInInitializerError e) {
            return hasFailed(Failing.class) && isFinished(Failing.class);
        }
    }

    public static boolean areKnown() {
        return known != null;
    }

    /** Whether this platform thread is at the initialisation of the class: of a superclass, or of its own. */
    public static boolean isBegunBy(Class<?> type, Thread platform) {
        ClassStates at = known;
        if (at == null || type.isPrimitive() || type.isArray()) {
            return false;
        }
        return at.stateOf(type) == at.begun
                && UNSAFE.getLong(at.klass(type) + at.thread) == UNSAFE.getLong(platform, NATIVE_THREAD);
    }

    /** Whether the initialisation is over, well or not. */
    public static boolean isFinished(Class<?> type) {
        ClassStates at = known;
        return at != null && (at.stateOf(type) == at.done || at.stateOf(type) == at.failed);
    }

    public static boolean hasFailed(Class<?> type) {
        ClassStates at = known;
        return at != null && at.stateOf(type) == at.failed;
    }

    /** Takes the note away that somebody is at it; whoever needs the class calls its initialiser then. */
    public static void reopen(Class<?> type) {
        ClassStates at = known;
        if (at != null) {
            set(at.klass(type), at.open, 0);
        }
    }

    /** Notes down that this platform thread is at it. */
    public static void begin(Class<?> type, Thread platform) {
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

    private byte stateOf(Class<?> type) {
        return UNSAFE.getByteVolatile(null, klass(type) + state);
    }

    private long klass(Class<?> type) {
        return UNSAFE.getLong(type, classToKlass);
    }
}
