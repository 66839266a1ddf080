package dev.faultline.sim.internal.weave;

import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which types of the JDK have objects that cannot change once they are made: all fields of the class, of those that it
 * extends and, where the class is only what is declared, of all classes of the JDK that may stand there, are final or
 * private and never written outside a constructor; and what they refer to is such an object, too. An array can change.
 */
final class FixedTypes {
    private final JdkClasses jdk;
    private final Set<String> given;
    private final Set<String> written = new HashSet<>();
    private final Map<String, List<String>> subtypes = new HashMap<>();
    private final Map<String, Boolean> known = new HashMap<>();

    /** @param given names of classes whose objects show no change, whatever they remember */
    FixedTypes(JdkClasses jdk, Set<String> given) {
        this.jdk = jdk;
        this.given = given;
        jdk.all().forEach((name, model) -> {
            model.superclass().ifPresent(each -> add(each.asInternalName(), name));
            model.interfaces().forEach(each -> add(each.asInternalName(), name));
            model.methods()
                    .forEach(method -> method.code()
                            .ifPresent(code -> code.forEach(element -> {
                                if (element instanceof FieldInstruction access
                                        && access.opcode() == Opcode.PUTFIELD
                                        && !(method.methodName().equalsString("<init>")
                                                && access.owner()
                                                        .asInternalName()
                                                        .equals(name))) {
                                    written.add(access.owner().asInternalName() + "."
                                            + access.name().stringValue());
                                }
                            })));
        });
    }

    private void add(String type, String subtype) {
        if (!type.equals("java/lang/Object")) {
            subtypes.computeIfAbsent(type, _ -> new ArrayList<>()).add(subtype);
        }
    }

    /** Returns whether nothing that a field of this type can hold changes. */
    boolean isFixed(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case 'L' -> isFixedType(descriptor.substring(1, descriptor.length() - 1));
            case '[' -> false;
            default -> true;
        };
    }

    private boolean isFixedType(String type) {
        if (given.contains(type)) {
            return true;
        }
        ClassModel model = jdk.find(type);
        if (model == null || type.equals("java/lang/Object")) {
            return false;
        }
        Boolean before = known.putIfAbsent(type, true); // of a type that refers to itself the others decide
        if (before != null) {
            return before;
        }
        boolean isFixed = hasFixedFields(type)
                && subtypes.getOrDefault(type, List.of()).stream().allMatch(this::isFixedType);
        known.put(type, isFixed);
        return isFixed;
    }

    /** Returns whether an object of exactly this class does not change. */
    boolean isFixedClass(String type) {
        return given.contains(type) || hasFixedFields(type);
    }

    private boolean hasFixedFields(String type) {
        ClassModel model = jdk.find(type);
        if (model == null) {
            return false;
        }
        String above = model.superclass().map(each -> each.asInternalName()).orElse("java/lang/Object");
        return model.fields().stream().allMatch(field -> isFixed(type, field))
                && (above.equals("java/lang/Object") || given.contains(above) || hasFixedFields(above));
    }

    private boolean isFixed(String owner, FieldModel field) {
        if (field.flags().has(AccessFlag.STATIC)) {
            return true;
        }
        boolean isWrittenOnce = field.flags().has(AccessFlag.FINAL)
                || field.flags().has(AccessFlag.PRIVATE)
                        && !field.flags().has(AccessFlag.VOLATILE)
                        && !written.contains(owner + "." + field.fieldName().stringValue());
        return isWrittenOnce && isFixed(field.fieldType().stringValue());
    }
}
