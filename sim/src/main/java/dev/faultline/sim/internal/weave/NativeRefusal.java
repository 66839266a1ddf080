package dev.faultline.sim.internal.weave;

import dev.faultline.sim.internal.jdk.Patch;
import dev.faultline.sim.internal.jdk.nativecode.NativeMethodHooks;
import dev.faultline.sim.internal.vm.Hooks;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Consumer;

/** Puts a refusal before calls of native methods of the JDK that would reach out of the simulation. */
final class NativeRefusal implements CodeTransform {
    private static final Method REFUSE = Hooks.named(NativeMethodHooks.class, "refuse");

    private final List<Patch.RefuseNative> patches;
    private final Consumer<Patch> applied;

    NativeRefusal(List<Patch.RefuseNative> patches, Consumer<Patch> applied) {
        this.patches = patches;
        this.applied = applied;
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
        if (element instanceof InvokeInstruction call) {
            String name = call.name().stringValue();
            for (Patch.RefuseNative patch : patches) {
                String owner = call.owner().asInternalName();
                boolean isInherited = owner.equals(patch.owner());
                if (patch.methods().contains(name) && (isInherited || owner.equals(patch.declaringClass()))) {
                    code.loadConstant(patch.declaringClass().replace('/', '.') + "." + name);
                    Invocations.invoke(code, REFUSE);
                    applied.accept(patch);
                }
            }
        }
        code.with(element);
    }
}
