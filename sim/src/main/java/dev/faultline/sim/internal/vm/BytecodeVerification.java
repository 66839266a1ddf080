package dev.faultline.sim.internal.vm;

import org.jspecify.annotations.Nullable;

/**
 * Has the byte code of each class verified once in a JVM, not once in each process of each node.
 *
 * <p>All processes with one class path define the same bytes under the same names, so what the verifier found the first
 * time it would find again; side by side, a fresh ZooKeeper ensemble went from 0.50 s of processor time to 0.35 s. A class
 * that an earlier process has linked, which it does only after verification, has HotSpot's mark "should be verified" taken
 * away right after it was defined. Where {@link VmStructures} does not know the mark, every class is verified again: slower
 * and the same.
 */
public final class BytecodeVerification {
    /** The VM tells of neighbours of this bit, not of it; {@link #tellsApart} makes sure. */
    private static final int SHOULD_VERIFY = 1 << 2;

    private static final @Nullable BytecodeVerification KNOWN = find();

    private final long classToKlass;
    private final long flags;
    private final long state;
    private final long linked;

    private BytecodeVerification(long classToKlass, long flags, long state, long linked) {
        this.classToKlass = classToKlass;
        this.flags = flags;
        this.state = state;
        this.linked = linked;
    }

    private static @Nullable BytecodeVerification find() {
        long none = -1;
        BytecodeVerification found = new BytecodeVerification(
                VmStructures.value("java_lang_Class::_klass_offset").orElse(none),
                VmStructures.offset("InstanceKlass::_misc_flags._flags").orElse(none),
                VmStructures.offset("InstanceKlass::_init_state").orElse(none),
                VmStructures.constant("InstanceKlass::linked").orElse(none));
        boolean isKnown = found.classToKlass != none
                && found.flags != none
                && found.state != none
                && found.linked != none
                && isConstant("InstanceKlassFlags::_misc_has_nonstatic_concrete_methods", SHOULD_VERIFY << 2)
                && isConstant("InstanceKlassFlags::_misc_declares_nonstatic_concrete_methods", SHOULD_VERIFY << 3);
        return isKnown && found.tellsApart() ? found : null;
    }

    private static boolean isConstant(String name, int value) {
        return VmStructures.constant(name).orElse(-1) == value;
    }

    /** Only what the boot loader defines is trusted. */
    private boolean tellsApart() {
        try {
            Class<?> ofPlatform = Class.forName("java.sql.Driver", false, ClassLoader.getPlatformClassLoader());
            return shouldVerify(ofPlatform) && !shouldVerify(Object.class) && isLinkedHere(Object.class);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Whether this VM is known well enough. */
    public static boolean isPossible() {
        return KNOWN != null;
    }

    /** Whether the VM has verified the class, or was told not to. */
    public static boolean isDone(Class<?> type) {
        return KNOWN != null && KNOWN.isLinkedHere(type);
    }

    /** Spares a class that was just defined, and of which the same bytes have been verified. */
    public static void spare(Class<?> type) {
        if (KNOWN != null && !KNOWN.isLinkedHere(type)) {
            long address = KNOWN.klass(type) + KNOWN.flags;
            Vm.UNSAFE.putShort(address, (short) (Vm.UNSAFE.getShort(address) & ~SHOULD_VERIFY));
        }
    }

    private boolean shouldVerify(Class<?> type) {
        return (Vm.UNSAFE.getShort(klass(type) + flags) & SHOULD_VERIFY) != 0;
    }

    private boolean isLinkedHere(Class<?> type) {
        return Vm.UNSAFE.getByte(klass(type) + state) >= linked;
    }

    private long klass(Class<?> type) {
        return Vm.UNSAFE.getLong(type, classToKlass);
    }
}
