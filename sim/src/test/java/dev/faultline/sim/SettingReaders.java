package dev.faultline.sim;

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
            jdk.all()
                    .forEach((owner, model) -> model.methods().stream()
                            .filter(method -> method.flags().has(AccessFlag.STATIC)
                                    && method.code().isPresent()
                                    && !method.methodName().equalsString("<clinit>"))
                            .filter(method -> method.code()
                                    .orElseThrow()
                                    .elementStream()
                                    .anyMatch(each -> each instanceof InvokeInstruction call && isOne(call)))
                            .forEach(method ->
                                    more.add(owner + "." + method.methodName().stringValue())));
            found.addAll(more);
        }
    }

    boolean isOne(InvokeInstruction call) {
        return found.contains(call.owner().asInternalName() + "." + call.name().stringValue());
    }
}
