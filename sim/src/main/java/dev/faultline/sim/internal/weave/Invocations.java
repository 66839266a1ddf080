package dev.faultline.sim.internal.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.Arrays;

/** Writes calls of our static methods into the code of others. */
final class Invocations {
    private Invocations() {}

    static void invoke(CodeBuilder code, Method hook) {
        code.invokestatic(describe(hook.getDeclaringClass()), hook.getName(), descriptor(hook));
    }

    static MethodTypeDesc descriptor(Method method) {
        return MethodTypeDesc.of(
                describe(method.getReturnType()),
                Arrays.stream(method.getParameterTypes())
                        .map(Invocations::describe)
                        .toList());
    }

    static ClassDesc describe(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }
}
