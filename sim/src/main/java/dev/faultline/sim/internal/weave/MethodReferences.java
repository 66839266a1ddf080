package dev.faultline.sim.internal.weave;

import dev.faultline.sim.internal.vm.CallSites;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.util.List;

/**
 * Method references, as {@code System::nanoTime}: calls that stand in no code, but in the constants of a call site that
 * makes the function object.
 */
final class MethodReferences {
    private MethodReferences() {}

    /** Writes the call site, with hooks for what it refers to; returns whether that is another than it was. */
    static boolean write(CodeBuilder code, InvokeDynamicInstruction site, CallSites callSites) {
        List<ConstantDesc> constants = site.bootstrapArgs();
        List<ConstantDesc> hooked = constants.stream()
                .map(constant ->
                        constant instanceof DirectMethodHandleDesc method ? hooked(method, callSites) : constant)
                .toList();
        if (hooked.equals(constants)) {
            code.with(site);
            return false;
        }
        code.invokedynamic(DynamicCallSiteDesc.of(
                site.bootstrapMethod(),
                site.name().stringValue(),
                site.typeSymbol(),
                hooked.toArray(new ConstantDesc[0])));
        return true;
    }

    private static ConstantDesc hooked(DirectMethodHandleDesc method, CallSites callSites) {
        String descriptor = method.owner().descriptorString();
        CallSites.Site site = descriptor.startsWith("L") && method.kind() != DirectMethodHandleDesc.Kind.SPECIAL
                ? callSites.find(
                        descriptor.substring(1, descriptor.length() - 1),
                        method.methodName(),
                        method.lookupDescriptor())
                : null;
        if (site == null || site.callStays()) {
            return method;
        }
        return MethodHandleDesc.ofMethod(
                DirectMethodHandleDesc.Kind.STATIC,
                Invocations.describe(site.hook().getDeclaringClass()),
                site.hook().getName(),
                Invocations.descriptor(site.hook()));
    }
}
