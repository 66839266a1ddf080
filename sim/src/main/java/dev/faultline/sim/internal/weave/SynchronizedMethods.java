package dev.faultline.sim.internal.weave;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.AccessFlag;

/**
 * Turns a {@code synchronized} method into one with a synchronized block, so that something can happen before the
 * monitor is entered.
 */
final class SynchronizedMethods {
    private SynchronizedMethods() {}

    static boolean areIn(ClassModel model) {
        return model.methods().stream().anyMatch(method -> canUnfold(model, method));
    }

    /** A static method needs the class as a constant, which class files have had since Java 5. */
    private static boolean canUnfold(ClassModel model, MethodModel method) {
        return method.flags().has(AccessFlag.SYNCHRONIZED)
                && method.code().isPresent()
                && !LoadClassMethods.isOne(method)
                && (model.majorVersion() >= ClassFile.JAVA_5_VERSION
                        || !method.flags().has(AccessFlag.STATIC));
    }

    /** Returns a transform that does so for every method of the class. */
    static ClassTransform unfold(ClassModel model) {
        return (builder, element) -> {
            if (element instanceof MethodModel method && canUnfold(model, method)) {
                int flags = method.flags().flagsMask() & ~AccessFlag.SYNCHRONIZED.mask();
                builder.withMethod(method.methodName(), method.methodType(), flags, methodBuilder -> {
                    for (MethodElement part : method) {
                        if (part instanceof CodeAttribute body) {
                            methodBuilder.withCode(code -> write(model, method, code, body));
                        } else if (!(part instanceof java.lang.classfile.AccessFlags)) {
                            methodBuilder.with(part);
                        }
                    }
                });
            } else {
                builder.with(element);
            }
        };
    }

    private static void write(ClassModel model, MethodModel method, CodeBuilder code, CodeAttribute body) {
        int monitor = body.maxLocals(); // the first local that the body itself does not use
        if (method.flags().has(AccessFlag.STATIC)) {
            code.loadConstant(model.thisClass().asSymbol());
        } else {
            code.aload(code.receiverSlot());
        }
        code.astore(monitor).aload(monitor).monitorenter();
        Label start = code.newBoundLabel();
        CodeTransform releasing = (builder, element) -> {
            if (element instanceof ReturnInstruction) {
                builder.aload(monitor).monitorexit();
            }
            builder.with(element);
        };
        code.transform(body, releasing);
        Label end = code.newBoundLabel();
        code.exceptionCatchAll(start, end, end);
        code.aload(monitor).monitorexit().athrow();
        ClassDesc typeOfMonitor = method.flags().has(AccessFlag.STATIC)
                ? ConstantDescs.CD_Class
                : model.thisClass().asSymbol();
        StackFrames.keepWithLocalAndHandler(code, model, body, typeOfMonitor, end);
    }
}
