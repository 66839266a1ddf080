package dev.faultline.sim.internal.weave;

import dev.faultline.sim.internal.jdk.Patch;
import dev.faultline.sim.internal.vm.Hooks;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Carries out the {@linkplain Patch patches} of JDK classes, and remembers which of them found their place. */
final class JdkWeaver {
    private final Map<String, List<Patch>> patchesByOwner = new LinkedHashMap<>();
    private final Set<Patch> applied = new HashSet<>();
    private final Set<String> woven = new HashSet<>();
    private final ClassFile classFile;

    JdkWeaver(List<Patch> patches, ClassHierarchyResolver hierarchy) {
        for (Patch patch : patches) {
            patchesByOwner
                    .computeIfAbsent(patch.owner(), owner -> new ArrayList<>())
                    .add(patch);
        }
        classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy));
    }

    Set<String> owners() {
        return patchesByOwner.keySet();
    }

    /** Returns the classes that are to be loaded at once. */
    List<String> ownersLookedFor() {
        return patchesByOwner.keySet().stream().filter(this::isLookedFor).toList();
    }

    private boolean isLookedFor(String owner) {
        return patchesByOwner.getOrDefault(owner, List.of()).stream().anyMatch(Patch::isLookedFor);
    }

    /** Returns the patches that have not been carried out, though their class has been woven or should have been. */
    List<Patch> missed() {
        List<Patch> missed = new ArrayList<>();
        for (String owner : patchesByOwner.keySet()) {
            if (woven.contains(owner) || isLookedFor(owner)) {
                missed.addAll(missed(owner));
            }
        }
        return missed;
    }

    /** Returns the patches of code that uses static fields of which each process has its own. */
    List<Patch.OwnStatic> ownStaticsUsedBy(String owner) {
        return patchesByOwner.getOrDefault(owner, List.of()).stream()
                .filter(Patch.OwnStatic.class::isInstance)
                .map(Patch.OwnStatic.class::cast)
                .toList();
    }

    /** Returns the patches of one class that have not been carried out. */
    List<Patch> missed(String owner) {
        List<Patch> missed = new ArrayList<>(patchesByOwner.getOrDefault(owner, List.of()));
        missed.removeAll(applied);
        return missed;
    }

    /** Takes note that the class was woven before, with no patch missed. */
    void hasApplied(String owner) {
        woven.add(owner);
        applied.addAll(patchesByOwner.getOrDefault(owner, List.of()));
    }

    byte[] weave(String owner, byte[] original) {
        woven.add(owner);
        List<Patch> patches = patchesByOwner.getOrDefault(owner, List.of());
        ClassModel model = classFile.parse(original);
        return classFile.transformClass(model, (builder, element) -> {
            if (element instanceof MethodModel method && method.code().isPresent()) {
                Optional<CodeTransform> transform = transformOf(owner, method, patches);
                if (transform.isPresent()) {
                    builder.transformMethod(method, MethodTransform.transformingCode(transform.get()));
                    return;
                }
            }
            builder.with(element);
        });
    }

    private Optional<CodeTransform> transformOf(String owner, MethodModel method, List<Patch> patches) {
        List<Patch> here = new ArrayList<>();
        List<Patch.OwnStatic> statics = new ArrayList<>();
        List<Patch.RefuseNative> natives = new ArrayList<>();
        boolean isInitializer = method.methodName().equalsString("<clinit>");
        for (Patch patch : patches) {
            switch (patch) {
                case Patch.OwnStatic own
                when isInitializer && own.field().owner().equals(owner) -> applied.add(own);
                case Patch.OwnStatic own -> statics.add(own);
                case Patch.RefuseNative refuse -> natives.add(refuse);
                case Patch other
                when other.method().equals("*") || other.method().equals(nameOf(method)) -> here.add(other);
                case Patch _ -> {}
            }
        }
        List<CodeTransform> transforms = new ArrayList<>();
        if (here.size() == 1 && here.getFirst() instanceof Patch.Bracket bracket) {
            applied.add(bracket);
            transforms.add(Brackets.brackets());
        } else if (!here.isEmpty()) {
            transforms.add(new MethodPatch(method, here, applied));
        }
        if (!statics.isEmpty()) {
            transforms.add(new StaticAccess(statics, applied::add));
        }
        if (!natives.isEmpty()) {
            transforms.add(new NativeRefusal(natives, applied::add));
        }
        return transforms.stream().reduce(CodeTransform::andThen);
    }

    private static String nameOf(MethodModel method) {
        return method.methodName().stringValue() + method.methodType().stringValue();
    }

    /** Changes the code of one method. */
    private static final class MethodPatch implements CodeTransform {
        private final MethodModel method;
        private final List<Patch> patches;
        private final Set<Patch> applied;
        /** Whether the code, of a constructor, has passed the call of another. */
        private boolean isConstructed;

        MethodPatch(MethodModel method, List<Patch> patches, Set<Patch> applied) {
            this.method = method;
            this.patches = patches;
            this.applied = applied;
        }

        @Override
        public void atStart(CodeBuilder code) {
            for (Patch patch : patches) {
                switch (patch) {
                    case Patch.Before before when isConstructor() -> {}
                    case Patch.Before before -> {
                        call(code, Hooks.named(before.hooks(), before.hook()));
                        applied.add(patch);
                    }
                    case Patch.Replace replace -> {
                        replaceWith(code, replace);
                        applied.add(patch);
                    }
                    case Patch.After after -> {}
                    case Patch.Call call -> {}
                    case Patch.StaticRead read -> {}
                    case Patch.Bracket _, Patch.OwnStatic _, Patch.RefuseNative _ ->
                        throw new IllegalArgumentException("nothing else may change " + patch);
                }
            }
        }

        private boolean isConstructor() {
            return method.methodName().equalsString("<init>");
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            for (Patch patch : patches) {
                if (patch instanceof Patch.Before before
                        && isConstructor()
                        && !isConstructed
                        && element instanceof InvokeInstruction invoke
                        && invoke.name().equalsString("<init>")) {
                    code.with(element);
                    call(code, Hooks.named(before.hooks(), before.hook()));
                    applied.add(patch);
                    isConstructed = true;
                    return;
                }
                if (patch instanceof Patch.After after && element instanceof ReturnInstruction) {
                    Method hook = Hooks.named(after.hooks(), after.hook());
                    loadArguments(code, hook.getParameterCount() - 1);
                    Invocations.invoke(code, hook);
                    castResult(
                            code,
                            after.hooks(),
                            after.hook(),
                            method.methodTypeSymbol().returnType());
                    code.with(element);
                    applied.add(patch);
                    return;
                }
                if (patch instanceof Patch.Call call
                        && element instanceof InvokeInstruction invoke
                        && isTarget(invoke, call.target())) {
                    Invocations.invoke(code, Hooks.named(call.hooks(), call.hook()));
                    castResult(
                            code, call.hooks(), call.hook(), invoke.typeSymbol().returnType());
                    applied.add(patch);
                    return;
                }
                if (patch instanceof Patch.StaticRead read
                        && element instanceof FieldInstruction field
                        && field.opcode() == Opcode.GETSTATIC
                        && (field.owner().asInternalName() + "." + field.name().stringValue()).equals(read.field())) {
                    code.with(element);
                    Invocations.invoke(code, Hooks.named(read.hooks(), read.hook()));
                    castResult(code, read.hooks(), read.hook(), field.typeSymbol());
                    applied.add(patch);
                    return;
                }
            }
            code.with(element);
        }

        private void replaceWith(CodeBuilder code, Patch.Replace replace) {
            Label original = code.newLabel();
            call(code, Hooks.named(replace.hooks(), replace.guard()));
            code.ifeq(original);
            Method hook = Hooks.named(replace.hooks(), replace.hook());
            call(code, hook);
            ClassDesc result = method.methodTypeSymbol().returnType();
            castResult(code, replace.hooks(), replace.hook(), result);
            code.return_(TypeKind.from(result));
            code.labelBinding(original);
        }

        /** Calls the hook with as many of the method's own arguments as it takes. */
        private void call(CodeBuilder code, Method hook) {
            loadArguments(code, hook.getParameterCount());
            Invocations.invoke(code, hook);
        }

        /** Loads the first of the method's own arguments, beginning with the receiver if there is one. */
        private void loadArguments(CodeBuilder code, int count) {
            boolean isStatic = method.flags().has(AccessFlag.STATIC);
            MethodTypeDesc type = method.methodTypeSymbol();
            int receivers = isStatic ? 0 : 1;
            for (int i = 0; i < count; i++) {
                if (i < receivers) {
                    code.aload(code.receiverSlot());
                } else {
                    code.loadLocal(TypeKind.from(type.parameterType(i - receivers)), code.parameterSlot(i - receivers));
                }
            }
        }

        private static void castResult(CodeBuilder code, Class<?> hooks, String hook, ClassDesc wanted) {
            ClassDesc given = Invocations.descriptor(Hooks.named(hooks, hook)).returnType();
            if (!wanted.equals(given) && !wanted.isPrimitive() && !wanted.equals(ConstantDescs.CD_Object)) {
                code.checkcast(wanted);
            }
        }

        private static boolean isTarget(InvokeInstruction invoke, String target) {
            return (invoke.owner().asInternalName() + "." + invoke.name().stringValue()
                            + invoke.type().stringValue())
                    .equals(target);
        }
    }
}
