package dev.faultline.sim.internal.weave;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The static fields of the JDK that may be different after a program has run: by what the class files say, without an
 * opinion. A field is one of them if
 *
 * <ul>
 *   <li>code other than the static initialiser of its class, and private methods that only that calls, writes to it; or it
 *       is not final, and a program may name it;
 *   <li>or what it holds can change (see {@link FixedTypes}; what the static initialiser puts there counts, if that is
 *       seen: an object of a class, one of the unmodifiable collections, a lambda), unless all code that reads the field
 *       only reads what is in there: an element, a length, {@code Map.get}, also by way of methods that it is given to
 *       ({@link ValueUses}). What is in a collection is taken for fixed if nobody changes the collection.
 * </ul>
 *
 * <p>Reflection that breaks into the JDK is beyond this; so are the natives, which have a list of their own.
 */
final class JdkStaticFields {
    private static final Set<String> NAMES_OF_CONSTANTS =
            Set.of("$assertionsDisabled", "serialVersionUID", "serialPersistentFields", "$VALUES", "ENUM$VALUES");

    private final JdkClasses jdk;
    private final FixedTypes types;
    private final StaticReads reads;
    private final Set<String> initializers = new HashSet<>();
    private final Map<String, Set<String>> writers = new HashMap<>();
    private final Map<String, List<CodeElement>> sources = new HashMap<>();
    private final SettingReaders settings;
    private final Set<String> set = new HashSet<>();
    private final Set<String> askers = new HashSet<>();

    /** How a field may come to be another. */
    enum Kind {
        /** Code writes to it after the static initialiser. */
        WRITTEN,
        /** The static initialiser reads a property that a program can set. */
        SET,
        /** Code changes the array or the collection that it holds. */
        CHANGED,
        /** What it holds goes where it is not followed, and may change there. */
        HOLDS
    }

    private record Reason(Kind kind, String why) {}

    /**
     * A field that may change.
     *
     * @param why who writes it, or who does what with what it holds
     */
    record Candidate(String module, String owner, String name, String type, Kind kind, String why) {
        String field() {
            return owner + "." + name;
        }
    }

    JdkStaticFields(JdkClasses jdk, FixedTypes types) {
        this.jdk = jdk;
        this.types = types;
        this.reads = new StaticReads(jdk);
        this.settings = new SettingReaders(jdk);
        jdk.all().forEach((name, model) -> {
            findInitializers(name, model);
            model.methods().stream()
                    .filter(method -> initializers.contains(key(name, method)))
                    .flatMap(method -> method.code().stream().flatMap(code -> code.elementStream()))
                    .filter(element -> element instanceof InvokeInstruction call && settings.isOne(call))
                    .findFirst()
                    .ifPresent(_ -> askers.add(name));
            model.methods().forEach(method -> method.code().ifPresent(code -> look(name, method, code)));
        });
        jdk.all()
                .forEach((name, model) -> model.methods().stream()
                        .filter(method -> method.code().isPresent() && !initializers.contains(key(name, method)))
                        .forEach(method -> reads.follow(method)));
    }

    /** Returns the fields of the module's classes that may change, by name. */
    List<Candidate> of(Set<String> modules) {
        Map<String, Candidate> found = new TreeMap<>();
        jdk.all().forEach((owner, model) -> {
            if (modules.contains(jdk.moduleOf(owner))) {
                for (FieldModel field : model.fields()) {
                    Reason why = field.flags().has(AccessFlag.STATIC) ? whyMayChange(model, field) : null;
                    if (why != null) {
                        String name = field.fieldName().stringValue();
                        found.put(
                                owner + "." + name,
                                new Candidate(
                                        jdk.moduleOf(owner),
                                        owner,
                                        name,
                                        field.fieldType().stringValue(),
                                        why.kind(),
                                        why.why()));
                    }
                }
            }
        });
        return List.copyOf(found.values());
    }

    private @Nullable Reason whyMayChange(ClassModel owner, FieldModel field) {
        String name = field.fieldName().stringValue();
        String key = owner.thisClass().asInternalName() + "." + name;
        if (NAMES_OF_CONSTANTS.contains(name) || name.startsWith("$SwitchMap$")) {
            return null;
        }
        if (writers.containsKey(key)) {
            return new Reason(Kind.WRITTEN, "written by " + String.join(", ", writers.get(key)));
        }
        if (!field.flags().has(AccessFlag.FINAL)
                && (field.flags().has(AccessFlag.PUBLIC) || field.flags().has(AccessFlag.PROTECTED))
                && jdk.isExported(owner)) {
            return new Reason(Kind.WRITTEN, "not final");
        }
        if (set.contains(key)) {
            return new Reason(Kind.SET, "set from a property");
        }
        String type = field.fieldType().stringValue();
        if (types.isFixed(type)) {
            return null;
        }
        List<CodeElement> from = sources.getOrDefault(key, List.of());
        if (from.stream().allMatch(this::isFixed)) {
            return null;
        }
        String change = reads.changeOf(key);
        if (change != null) {
            return new Reason(Kind.CHANGED, "changed by " + change);
        }
        String leak = reads.leakOf(key);
        return leak == null && isContainer(type)
                ? null
                : new Reason(Kind.HOLDS, "holds what may change" + (leak == null ? "" : ": " + leak));
    }

    private static boolean isContainer(String type) {
        return type.startsWith("[") || type.startsWith("Ljava/util/");
    }

    private boolean isFixed(CodeElement source) {
        return switch (source) {
            case ConstantInstruction _ -> true;
            case InvokeDynamicInstruction lambda ->
                lambda.typeSymbol().parameterList().stream().allMatch(each -> types.isFixed(each.descriptorString()));
            case InvokeInstruction made
            when made.name().equalsString("<init>") ->
                types.isFixedClass(made.owner().asInternalName());
            case InvokeInstruction made when made.opcode() == Opcode.INVOKESTATIC -> isUnmodifiable(made);
            default -> false;
        };
    }

    private static boolean isUnmodifiable(InvokeInstruction made) {
        String name = made.name().stringValue();
        return switch (made.owner().asInternalName()) {
            case "java/util/List", "java/util/Set", "java/util/Map" -> true;
            case "java/util/Collections" ->
                name.startsWith("unmodifiable") || name.startsWith("empty") || name.startsWith("singleton");
            default -> false;
        };
    }

    /** The static initialiser, and the private static methods that are called from there and from nowhere else. */
    private void findInitializers(String owner, ClassModel model) {
        Map<String, Set<String>> callers = new HashMap<>();
        for (MethodModel method : model.methods()) {
            method.code()
                    .ifPresent(code -> code.forEach(element -> {
                        if (element instanceof InvokeInstruction call
                                && call.owner().asInternalName().equals(owner)) {
                            callers.computeIfAbsent(
                                            owner + "." + call.name().stringValue()
                                                    + call.type().stringValue(),
                                            _ -> new HashSet<>())
                                    .add(key(owner, method));
                        }
                    }));
        }
        Set<String> found = new HashSet<>(Set.of(owner + ".<clinit>()V"));
        boolean isMore = true;
        while (isMore) {
            isMore = false;
            for (MethodModel method : model.methods()) {
                String key = key(owner, method);
                if (method.flags().has(AccessFlag.PRIVATE)
                        && method.flags().has(AccessFlag.STATIC)
                        && callers.containsKey(key)
                        && found.containsAll(callers.get(key))) {
                    isMore |= found.add(key);
                }
            }
        }
        initializers.addAll(found);
    }

    private void look(String owner, MethodModel method, Iterable<CodeElement> code) {
        boolean isInitializer = initializers.contains(key(owner, method));
        CodeElement before = null;
        boolean hasAsked = false;
        boolean asks = isInitializer && askers.contains(owner);
        for (CodeElement element : code) {
            hasAsked |= isInitializer && element instanceof InvokeInstruction call && settings.isOne(call);
            if (asks && element instanceof FieldInstruction access && isFilled(owner, access)) {
                set.add(access.owner().asInternalName() + "." + access.name().stringValue());
            }
            if (element instanceof FieldInstruction access && access.opcode() == Opcode.PUTSTATIC) {
                String field =
                        access.owner().asInternalName() + "." + access.name().stringValue();
                if (isInitializer && access.owner().asInternalName().equals(owner)) {
                    if (hasAsked) {
                        set.add(field);
                    }
                    if (before != null) {
                        sources.computeIfAbsent(field, _ -> new ArrayList<>()).add(before);
                    }
                } else {
                    writers.computeIfAbsent(field, _ -> new TreeSet<>())
                            .add(owner + "." + method.methodName().stringValue());
                }
            }
            if (element instanceof Instruction) {
                before = element;
            }
        }
    }

    /** Whether an initialiser reads a field of its class that holds a collection: it fills it. */
    private static boolean isFilled(String owner, FieldInstruction access) {
        return access.opcode() == Opcode.GETSTATIC
                && access.owner().asInternalName().equals(owner)
                && access.type().stringValue().startsWith("Ljava/util/");
    }

    static String key(String owner, MethodModel method) {
        return owner + "." + method.methodName().stringValue()
                + method.methodType().stringValue();
    }
}
