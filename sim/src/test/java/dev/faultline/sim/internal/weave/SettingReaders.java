package dev.faultline.sim.internal.weave;

import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.Set;

/**
 * The methods by which the JDK reads what a program can set: system and security properties and variables of the
 * environment; and the static methods that call one of those, or one that does.
 */
final class SettingReaders {
    private static final Set<String> FIRST = Set.of(
            "java/lang/System.getProperty",
            "java/lang/System.getProperties",
            "java/lang/System.getenv",
            "java/lang/Boolean.getBoolean",
            "java/lang/Integer.getInteger",
            "java/lang/Long.getLong",
            "java/security/Security.getProperty");
    private static final int DEPTH = 2;

    private final Set<String> found = new HashSet<>(FIRST);

    SettingReaders(JdkClasses jdk) {
        for (int i = 0; i < DEPTH; i++) {
            Set<String> more = new HashSet<>();
            jdk.all().forEach((owner, model) -> {
                if (mayCallOne(model)) {
                    model.methods().stream()
                            .filter(this::isReader)
                            .forEach(method ->
                                    more.add(owner + "." + method.methodName().stringValue()));
                }
            });
            found.addAll(more);
        }
    }

    /** By the constants of the class: that is quicker than its code. */
    private boolean mayCallOne(ClassModel model) {
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof MemberRefEntry member
                    && !(member instanceof FieldRefEntry)
                    && found.contains(member.owner().asInternalName() + "."
                            + member.name().stringValue())) {
                return true;
            }
        }
        return false;
    }

    private boolean isReader(MethodModel method) {
        return method.flags().has(AccessFlag.STATIC)
                && !method.methodName().equalsString("<clinit>")
                && method.code().isPresent()
                && method.code()
                        .get()
                        .elementStream()
                        .anyMatch(each -> each instanceof InvokeInstruction call && isOne(call));
    }

    boolean isOne(InvokeInstruction call) {
        return found.contains(call.owner().asInternalName() + "." + call.name().stringValue());
    }
}
