package dev.faultline.sim;

import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Method;

/**
 * Turns a {@code synchronized} method into one with a synchronized block, so that something can happen before the
 * monitor is entered.
 */
final class SynchronizedMethods {
    private SynchronizedMethods() {}

    /** Returns a transform that does so for every method of the class, and calls the hook before each monitor entry. */
    static ClassTransform unfold(ClassModel model, Method beforeMonitor) {
        return (builder, element) -> {
            if (element instanceof MethodModel method
                    && method.flags().has(AccessFlag.SYNCHRONIZED)
                    && method.code().isPresent()) {
                int flags = method.flags().flagsMask() & ~AccessFlag.SYNCHRONIZED.mask();
                builder.withMethod(method.methodName(), method.methodType(), flags, methodBuilder -> {
                    for (MethodElement part : method) {
                        if (part instanceof CodeModel body) {
                            methodBuilder.withCode(code -> new Body(model, method, beforeMonitor).write(code, body));
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

    private record Body(ClassModel model, MethodModel method, Method beforeMonitor) {
        void write(CodeBuilder code, CodeModel body) {
            int monitor = code.allocateLocal(TypeKind.REFERENCE);
            if (method.flags().has(AccessFlag.STATIC)) {
                code.loadConstant(model.thisClass().asSymbol());
            } else {
                code.aload(code.receiverSlot());
            }
            code.astore(monitor);
            Invocations.invoke(code, beforeMonitor);
            code.aload(monitor).monitorenter();
            code.trying(
                    block -> block.transform(body, releasing(monitor)),
                    catches -> catches.catchingAll(handler ->
                            handler.aload(monitor).monitorexit().athrow()));
        }

        private static CodeTransform releasing(int monitor) {
            return (CodeBuilder code, CodeElement element) -> {
                if (element instanceof ReturnInstruction) {
                    code.aload(monitor).monitorexit();
                }
                code.with(element);
            };
        }
    }
}
