package dev.faultline.sim.internal.weave;

import dev.faultline.sim.internal.jdk.process.AllocationHooks;
import dev.faultline.sim.internal.vm.Hierarchies;
import dev.faultline.sim.internal.vm.Hooks;
import dev.faultline.sim.internal.vm.ObjectSizes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;

/**
 * Puts a call to each place at which code allocates: where it makes an object or an array itself, clones an array, or has one
 * copied or a buffer made by a method that is told how large. Not in static initialisers, whose class would be unusable for ever.
 *
 * <p>It comes last, so that the points of preemption are where they are without it.
 */
final class AllocationProbes {
    private static final Method MADE_OBJECT = Hooks.named(AllocationHooks.class, "madeObject");
    private static final Method MAKES_ARRAY = Hooks.named(AllocationHooks.class, "makesArray");
    private static final Method INNERMOST = Hooks.named(AllocationHooks.class, "innermost");
    private static final Method AROUND = Hooks.named(AllocationHooks.class, "around");
    private static final Method MAKES_ARRAYS = Hooks.named(AllocationHooks.class, "makesArrays");
    private static final Method CLONES = Hooks.named(AllocationHooks.class, "clones");
    private static final Method COPIES_RANGE = Hooks.named(AllocationHooks.class, "copiesRange");

    private final ObjectSizes sizes;

    private AllocationProbes(ObjectSizes sizes) {
        this.sizes = sizes;
    }

    /** Returns the class with these calls; as it is where they would be more than a class file can hold. */
    static byte[] weave(ClassLoader loader, ObjectSizes sizes, byte[] original) {
        AllocationProbes probes = new AllocationProbes(sizes);
        try {
            return probes.weave(
                    ClassFile.of(
                            ClassFile.StackMapsOption.DROP_STACK_MAPS, ClassFile.ShortJumpsOption.FAIL_ON_SHORT_JUMPS),
                    original);
        } catch (IllegalArgumentException e) {
            // As in CodeWeaver: a jump became too long.
        }
        try {
            return probes.weave(
                    ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(Hierarchies.of(loader))), original);
        } catch (IllegalArgumentException e) {
            return original;
        }
    }

    private byte[] weave(ClassFile classFile, byte[] original) {
        ClassTransform transform = (builder, element) -> {
            if (element instanceof MethodModel method && !method.methodName().equalsString("<clinit>")) {
                builder.transformMethod(method, (parts, part) -> {
                    if (part instanceof CodeModel body) {
                        parts.transformCode(body, CodeTransform.ofStateful(() -> new Body(body)));
                    } else {
                        parts.with(part);
                    }
                });
            } else {
                builder.with(element);
            }
        };
        return classFile.transformClass(classFile.parse(original), transform);
    }

    /** Writes the code of one method. */
    private final class Body implements CodeTransform {
        private final CodeModel original;

        Body(CodeModel original) {
            this.original = original;
        }

        @Override
        public void atStart(CodeBuilder code) {
            StackFrames.keep(code, original);
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            switch (element) {
                case NewObjectInstruction made -> {
                    // Before it would be behind the label by which frames know the object.
                    code.with(element);
                    code.loadConstant(sizes.of(made.className().asInternalName()));
                    Invocations.invoke(code, MADE_OBJECT);
                    return;
                }
                case NewPrimitiveArrayInstruction array ->
                    array(code, array.typeKind().upperBound());
                case NewReferenceArrayInstruction array ->
                    array(code, array.componentType().asSymbol());
                case NewMultiArrayInstruction arrays -> arrays(code, arrays);
                case InvokeInstruction call -> call(code, call);
                default -> {}
            }
            code.with(element);
        }
    }

    /** Asks about an array whose length is on top of the stack. */
    private static void array(CodeBuilder code, ClassDesc element) {
        code.dup().loadConstant(ObjectSizes.elementBytes(element.descriptorString()));
        Invocations.invoke(code, MAKES_ARRAY);
    }

    /** The lengths are on the stack, that of the innermost on top. */
    private static void arrays(CodeBuilder code, NewMultiArrayInstruction arrays) {
        int[] lengths = new int[arrays.dimensions()];
        ClassDesc element = arrays.arrayType().asSymbol();
        for (int i = lengths.length - 1; i >= 0; i--) {
            lengths[i] = code.allocateLocal(TypeKind.INT);
            code.istore(lengths[i]);
            element = element.componentType();
        }
        code.iload(lengths[lengths.length - 1]).loadConstant(ObjectSizes.elementBytes(element.descriptorString()));
        Invocations.invoke(code, INNERMOST);
        for (int i = lengths.length - 2; i >= 0; i--) {
            code.iload(lengths[i]);
            Invocations.invoke(code, AROUND);
        }
        Invocations.invoke(code, MAKES_ARRAYS);
        for (int length : lengths) {
            code.iload(length);
        }
    }

    private static void call(CodeBuilder code, InvokeInstruction call) {
        String owner = call.owner().asInternalName();
        String name = call.name().stringValue();
        if (owner.startsWith("[") && name.equals("clone")) {
            code.dup();
            Invocations.invoke(code, CLONES);
        } else if (call.opcode() == Opcode.INVOKESTATIC && owner.equals("java/nio/ByteBuffer")) {
            if (name.equals("allocate") || name.equals("allocateDirect")) {
                array(code, TypeKind.BYTE.upperBound());
            }
        } else if (call.opcode() == Opcode.INVOKESTATIC && owner.equals("java/util/Arrays")) {
            copy(code, name, call.typeSymbol());
        }
    }

    /** Those that are told the class of the copy are not looked at: it stands on top of the stack. */
    private static void copy(CodeBuilder code, String name, MethodTypeDesc type) {
        if (name.equals("copyOf") && type.parameterCount() == 2) {
            array(code, type.returnType().componentType());
        } else if (name.equals("copyOfRange") && type.parameterCount() == 3) {
            ClassDesc element = type.returnType().componentType();
            code.dup2().loadConstant(ObjectSizes.elementBytes(element.descriptorString()));
            Invocations.invoke(code, COPIES_RANGE);
        }
    }
}
