package dev.faultline.sim.internal.weave;

import dev.faultline.sim.internal.jdk.JdkStatics;
import dev.faultline.sim.internal.jdk.Patch;
import dev.faultline.sim.internal.jdk.process.StaticHooks;
import dev.faultline.sim.internal.vm.Hooks;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Consumer;

/**
 * Has code read and write static fields by way of {@link StaticHooks}: what is read goes through a hook, and what is
 * written, too, so that there is no branch and no frame changes.
 */
final class StaticAccess implements CodeTransform {
    private static final Method GET = Hooks.named(StaticHooks.class, "get");
    private static final Method PUT = Hooks.named(StaticHooks.class, "put");

    private final List<Patch.OwnStatic> patches;
    private final Consumer<Patch> applied;

    StaticAccess(List<Patch.OwnStatic> patches, Consumer<Patch> applied) {
        this.patches = patches;
        this.applied = applied;
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
        if (element instanceof FieldInstruction access
                && (access.opcode() == Opcode.GETSTATIC || access.opcode() == Opcode.PUTSTATIC)) {
            for (Patch.OwnStatic patch : patches) {
                if (patch.field()
                        .isNamed(access.owner().asInternalName(), access.name().stringValue())) {
                    write(code, access, patch.field());
                    applied.accept(patch);
                    return;
                }
            }
        }
        code.with(element);
    }

    private static void write(CodeBuilder code, FieldInstruction access, JdkStatics.Field field) {
        ClassDesc type = access.typeSymbol();
        if (access.opcode() == Opcode.GETSTATIC) {
            code.with(access);
            box(code, type);
            code.loadConstant(field.index());
            Invocations.invoke(code, GET);
            unbox(code, type);
        } else {
            box(code, type);
            code.getstatic(access.owner().asSymbol(), access.name().stringValue(), type);
            box(code, type);
            code.loadConstant(field.index());
            Invocations.invoke(code, PUT);
            unbox(code, type);
            code.with(access);
        }
    }

    private static void box(CodeBuilder code, ClassDesc type) {
        if (type.isPrimitive()) {
            code.invokestatic(boxOf(type), "valueOf", MethodTypeDesc.of(boxOf(type), type));
        }
    }

    private static void unbox(CodeBuilder code, ClassDesc type) {
        if (type.isPrimitive()) {
            code.checkcast(boxOf(type));
            code.invokevirtual(boxOf(type), type.displayName() + "Value", MethodTypeDesc.of(type));
        } else if (!type.equals(ConstantDescs.CD_Object)) {
            code.checkcast(type);
        }
    }

    private static ClassDesc boxOf(ClassDesc primitive) {
        return switch (TypeKind.from(primitive)) {
            case BOOLEAN -> ConstantDescs.CD_Boolean;
            case BYTE -> ConstantDescs.CD_Byte;
            case CHAR -> ConstantDescs.CD_Character;
            case SHORT -> ConstantDescs.CD_Short;
            case INT -> ConstantDescs.CD_Integer;
            case LONG -> ConstantDescs.CD_Long;
            case FLOAT -> ConstantDescs.CD_Float;
            case DOUBLE -> ConstantDescs.CD_Double;
            case REFERENCE, VOID -> throw new IllegalArgumentException("no box for " + primitive);
        };
    }
}
