package dev.faultline.sim.internal.weave;

import dev.faultline.sim.internal.jdk.thread.PinnedHooks;
import dev.faultline.sim.internal.kernel.InitializerClaims;
import dev.faultline.sim.internal.vm.Hooks;
import dev.faultline.sim.internal.vm.InitializerMarks;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Predicate;

/**
 * Tells at the start and at the end of a static initialiser of an application that a thread is in it, and skips its code
 * where another thread has run it; see {@link InitializerClaims}.
 */
final class StaticInitializers {
    private static final String NAME = ConstantDescs.CLASS_INIT_NAME;
    private static final Method ENTER = Hooks.named(PinnedHooks.class, InitializerMarks.ENTER);
    private static final Method LEAVE = Hooks.named(PinnedHooks.class, "leaveInitializer");
    private static final Method PASS = Hooks.named(PinnedHooks.class, InitializerMarks.PASS);
    private static final MethodTypeDesc FOR_NAME = MethodTypeDesc.of(ConstantDescs.CD_Class, ConstantDescs.CD_String);

    private StaticInitializers() {}

    static boolean areIn(ClassModel model) {
        return model.methods().stream().anyMatch(StaticInitializers::isOne);
    }

    private static boolean isOne(MethodModel method) {
        return method.methodName().equalsString(NAME) && method.code().isPresent();
    }

    /**
     * Whether the initialisation of the class may begin with that of another one of the application. The VM claims the
     * class before that.
     */
    static boolean areAbove(ClassModel model, Predicate<String> isApplication) {
        return !model.flags().has(AccessFlag.INTERFACE)
                && !model.flags().has(AccessFlag.MODULE)
                && (model.superclass().stream().anyMatch(above -> isApplication.test(above.asInternalName()))
                        || model.interfaces().stream()
                                .map(ClassEntry::asInternalName)
                                .anyMatch(isApplication));
    }

    /** Returns a transform that marks the initialiser of the class. */
    static ClassTransform marking(ClassModel model) {
        return (builder, element) -> {
            if (element instanceof MethodModel method && isOne(method)) {
                builder.transformMethod(method, (methodBuilder, part) -> {
                    if (part instanceof CodeAttribute body) {
                        methodBuilder.withCode(code -> write(model, code, body));
                    } else {
                        methodBuilder.with(part);
                    }
                });
            } else {
                builder.with(element);
            }
        };
    }

    /** Returns a transform that gives a class without an initialiser one with the marks only. */
    static ClassTransform adding(ClassModel model) {
        return ClassTransform.endHandler(
                builder -> builder.withMethodBody(NAME, ConstantDescs.MTD_void, ClassFile.ACC_STATIC, code -> {
                    mark(code, model, PASS);
                    code.return_();
                }));
    }

    private static void write(ClassModel model, CodeBuilder code, CodeAttribute body) {
        Label isOurs = code.newLabel();
        mark(code, model, ENTER);
        code.ifne(isOurs).return_();
        code.labelBinding(isOurs).nop(); // the code itself may jump to its start, which must not have two frames
        Label start = code.newBoundLabel();
        CodeTransform leaving = (builder, element) -> {
            if (element instanceof ReturnInstruction) {
                mark(builder, model, LEAVE);
            }
            builder.with(element);
        };
        code.transform(body, leaving);
        Label end = code.newBoundLabel();
        code.exceptionCatchAll(start, end, end);
        mark(code, model, LEAVE);
        code.athrow();
        StackFrames.keepWithStartAndHandler(code, model, body, isOurs, List.of(), end);
    }

    private static void mark(CodeBuilder code, ClassModel model, Method hook) {
        if (model.majorVersion() >= ClassFile.JAVA_5_VERSION) {
            code.loadConstant(model.thisClass().asSymbol());
        } else {
            code.loadConstant(model.thisClass().asInternalName().replace('/', '.'));
            code.invokestatic(ConstantDescs.CD_Class, "forName", FOR_NAME);
        }
        Invocations.invoke(code, hook);
    }
}
