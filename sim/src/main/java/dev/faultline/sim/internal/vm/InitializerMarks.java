package dev.faultline.sim.internal.vm;

import jdk.internal.access.SharedSecrets;
import jdk.internal.reflect.ConstantPool;

/** The marks that weaving leaves in the static initialiser of a class of an application: the names of the hooks it calls. */
public final class InitializerMarks {
    /** Of {@code PinnedHooks}, called at the start of an initialiser. */
    public static final String ENTER = "enterInitializer";
    /** Of {@code PinnedHooks}, all that an initialiser calls which weaving has given to a class without one. */
    public static final String PASS = "passInitializer";

    private InitializerMarks() {}

    /** Returns whether the class was woven with such marks. */
    public static boolean isMarkedIn(Class<?> type) {
        return mentions(type, ENTER) || isAddedTo(type);
    }

    /** Returns whether the class has an initialiser only by weaving. */
    public static boolean isAddedTo(Class<?> type) {
        return mentions(type, PASS);
    }

    private static boolean mentions(Class<?> type, String hook) {
        ConstantPool constants = SharedSecrets.getJavaLangAccess().getConstantPool(type);
        for (int i = 1; i < constants.getSize(); i++) {
            if (isText(constants, i) && constants.getUTF8At(i).equals(hook)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isText(ConstantPool constants, int index) {
        try {
            return constants.getTagAt(index) == ConstantPool.Tag.UTF8;
        } catch (IllegalArgumentException e) {
            return false; // a kind of constant that this part of the JDK has not heard of, as a dynamic one
        }
    }
}
