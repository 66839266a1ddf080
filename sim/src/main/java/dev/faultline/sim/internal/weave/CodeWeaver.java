package dev.faultline.sim.internal.weave;

import dev.faultline.sim.Preemption;
import dev.faultline.sim.Rng;
import dev.faultline.sim.internal.jdk.thread.PinnedHooks;
import dev.faultline.sim.internal.jdk.thread.SpinHooks;
import dev.faultline.sim.internal.jdk.thread.ThreadHooks;
import dev.faultline.sim.internal.vm.CallSites;
import dev.faultline.sim.internal.vm.Hierarchies;
import dev.faultline.sim.internal.vm.Hooks;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Rewrites call sites, and puts in the points where a thread may lose its turn. */
final class CodeWeaver {
    private static final Method BEFORE_MONITOR = Hooks.named(ThreadHooks.class, "beforeMonitor");
    private static final Method PINNED_MONITOR = Hooks.named(PinnedHooks.class, "beforeMonitor");
    private static final Method BACK_EDGE = Hooks.named(SpinHooks.class, "backEdge");
    private static final Method BEFORE_CALL = Hooks.named(ThreadHooks.class, "beforeCall");
    private static final String OWN = "dev/faultline/sim/internal/";

    private final CallSites callSites;
    private final Preemption preemption;
    private final Predicate<String> isApplication;
    private final ClassFile classFile;
    private final ClassFile framesAnew;

    /**
     * Makes a weaver.
     *
     * @param isApplication whether a class, by its internal name, is one of the application and woven as such
     */
    CodeWeaver(
            CallSites callSites,
            Preemption preemption,
            Predicate<String> isApplication,
            ClassHierarchyResolver hierarchy) {
        this.callSites = callSites;
        this.preemption = preemption;
        this.isApplication = isApplication;
        classFile =
                ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS, ClassFile.ShortJumpsOption.FAIL_ON_SHORT_JUMPS);
        framesAnew = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy));
    }

    /** Returns a weaver for classes of an application that the loader sees. */
    static CodeWeaver ofApplication(ClassLoader loader, Preemption preemption, Predicate<String> isApplication) {
        return new CodeWeaver(HookSites.APPLICATION, preemption, isApplication, Hierarchies.of(loader));
    }

    /** Returns the class with its calls rewritten, or null where there is nothing to rewrite. */
    byte @Nullable [] weave(byte[] original) {
        boolean isForApplication = callSites == HookSites.APPLICATION;
        if (!isForApplication && !callSites.mayOccurIn(original)) {
            return null;
        }
        try {
            return weave(original, classFile);
        } catch (IllegalArgumentException e) {
            // A jump became too long for its instruction; to write it another way takes frames that nobody has.
            return weave(original, framesAnew);
        }
    }

    private byte @Nullable [] weave(byte[] original, ClassFile classFile) {
        ClassModel model = classFile.parse(original);
        int[] changes = new int[1];
        ClassTransform transform = bodies(model, changes);
        if (callSites == HookSites.APPLICATION) {
            if (SynchronizedMethods.areIn(model)) {
                transform = SynchronizedMethods.unfold(model).andThen(transform);
                changes[0]++;
            }
            if (StaticInitializers.areIn(model)) {
                transform = StaticInitializers.marking(model).andThen(transform);
                changes[0]++;
            } else if (StaticInitializers.areAbove(model, isApplication)) {
                transform = transform.andThen(StaticInitializers.adding(model));
                changes[0]++;
            }
            if (model.methods().stream().anyMatch(LoadClassMethods::isOne)) {
                transform = LoadClassMethods.diverting(model).andThen(transform);
                changes[0]++;
            }
            if (OwnHashCodes.wanted(model, isApplication)) {
                transform = transform.andThen(OwnHashCodes.adding(model));
                changes[0]++;
            }
        }
        byte[] woven = classFile.transformClass(model, transform);
        return changes[0] == 0 ? null : woven;
    }

    private ClassTransform bodies(ClassModel model, int[] changes) {
        return ClassTransform.transformingMethods((method, part) -> {
            if (part instanceof CodeModel original) {
                method.transformCode(original, CodeTransform.ofStateful(() -> new Body(model, original, changes)));
            } else {
                method.with(part);
            }
        });
    }

    /** Writes the code of one method with hooks in it. */
    private final class Body implements CodeTransform {
        private final ClassModel model;
        private final CodeModel original;
        private final int[] changes;
        private final Set<Label> passed = new HashSet<>();

        Body(ClassModel model, CodeModel original, int[] changes) {
            this.model = model;
            this.original = original;
            this.changes = changes;
        }

        @Override
        public void atStart(CodeBuilder code) {
            StackFrames.keep(code, original);
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            CodeWeaver.this.accept(model, code, element, passed, changes);
        }
    }

    private void accept(ClassModel model, CodeBuilder code, CodeElement element, Set<Label> passed, int[] changes) {
        switch (element) {
            case LabelTarget target -> {
                passed.add(target.label());
                code.with(element);
            }
            case BranchInstruction branch
            when callSites == HookSites.APPLICATION && passed.contains(branch.target()) -> {
                Invocations.invoke(code, BACK_EDGE);
                code.with(element);
                changes[0]++;
            }
            case InvokeInstruction call -> {
                if (isChosen(model, call, changes[0])) {
                    Invocations.invoke(code, BEFORE_CALL);
                    changes[0]++;
                }
                CallSites.Site site = siteOf(model, call);
                if (site == null) {
                    code.with(element);
                    return;
                }
                changes[0]++;
                if (site.callStays()) {
                    code.dup();
                    Invocations.invoke(code, site.hook());
                    code.with(element);
                } else {
                    Invocations.invoke(code, site.hook());
                }
            }
            case InvokeDynamicInstruction site
            when callSites == HookSites.APPLICATION -> {
                if (MethodReferences.write(code, site, callSites)) {
                    changes[0]++;
                }
            }
            case FieldInstruction read
            when read.opcode() == Opcode.GETSTATIC -> {
                code.with(element);
                Method hook = callSites.findRead(
                        read.owner().asInternalName(), read.name().stringValue());
                if (hook != null) {
                    Invocations.invoke(code, hook);
                    changes[0]++;
                }
            }
            case MonitorInstruction monitor
            when monitor.opcode() == Opcode.MONITORENTER && callSites == HookSites.APPLICATION -> {
                if (preemption.weavesMonitors()) {
                    Invocations.invoke(code, BEFORE_MONITOR);
                }
                code.dup();
                Invocations.invoke(code, PINNED_MONITOR);
                code.with(element);
                changes[0]++;
            }
            default -> code.with(element);
        }
    }

    private CallSites.@Nullable Site siteOf(ClassModel model, InvokeInstruction call) {
        String name = call.name().stringValue();
        String descriptor = call.type().stringValue();
        if (call.opcode() == Opcode.INVOKESPECIAL) {
            // A class in between may override the method that the compiler found further up.
            return model.superclass().filter(call.owner()::equals).isPresent()
                    ? callSites.findSuper(call.owner().asInternalName(), name, descriptor)
                    : null;
        }
        CallSites.Site site = callSites.find(call.owner().asInternalName(), name, descriptor);
        if (site == null && call.opcode() == Opcode.INVOKESTATIC) {
            // A subclass of Thread calls currentThread() by its own name.
            CallSites.Site inherited = callSites.find("java/lang/Thread", name, descriptor);
            return inherited != null && isInherited(model, call) ? inherited : null;
        }
        return site;
    }

    private static boolean isInherited(ClassModel model, InvokeInstruction call) {
        String owner = call.owner().asInternalName();
        String self = model.thisClass().asInternalName();
        if (!owner.equals(self)) {
            return self.startsWith(owner + "$");
        }
        for (MethodModel method : model.methods()) {
            if (method.methodName().equalsString(call.name().stringValue())
                    && method.methodType().equalsString(call.type().stringValue())) {
                return false;
            }
        }
        return true;
    }

    /** Chooses call sites by what they are and where, so that the choice is the same in every run. */
    private boolean isChosen(ClassModel model, InvokeInstruction call, int place) {
        // A probe is no call of the program's: where threads may lose their turn must not follow from who looks.
        boolean isProbe = call.owner().asInternalName().startsWith(OWN);
        if (!preemption.weavesCalls() || isProbe || call.name().equalsString("<init>")) {
            return false;
        }
        long hash = Rng.mix(model.thisClass().asInternalName().hashCode() * 31L
                + call.name().stringValue().hashCode()
                + 1_000_003L * place);
        return (hash >>> 11) * 0x1.0p-53 < preemption.callSites();
    }
}
