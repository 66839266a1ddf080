package dev.faultline.sim.internal.weave;

import dev.faultline.sim.internal.jdk.Patch;
import dev.faultline.sim.internal.kernel.ClassDefiner;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.vm.Hierarchies;
import dev.faultline.sim.internal.vm.HostClasses;
import dev.faultline.sim.internal.vm.JdkMethods;
import dev.faultline.sim.internal.vm.Resources;
import dev.faultline.sim.internal.vm.Vm;
import dev.faultline.sim.internal.vm.Weaving;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Runs the static initialiser of a class of the JDK once more, for a process.
 *
 * <p>The VM runs it once. So its code is copied into a hidden class of the same nest, which may use all that is private
 * there. In the copy, what goes to a field of which each process has its own goes there; what goes to the other fields of
 * the class is dropped, for these have been initialised.
 */
final class ClassInitializer {
    private static final String METHOD = "initialize";
    private static final Map<String, Runnable> KNOWN = new HashMap<>();

    private ClassInitializer() {}

    /** Returns what does the work of the static initialiser for the process that runs it. */
    static Runnable of(String owner, List<Patch.OwnStatic> patches) {
        Runnable known = KNOWN.get(owner);
        if (known == null) {
            Class<?> type =
                    Task.current() == null ? define(owner, patches) : ClassDefiner.define(() -> define(owner, patches));
            try {
                known = (Runnable) Vm.UNSAFE.allocateInstance(type);
            } catch (InstantiationException e) {
                throw new IllegalStateException(e);
            }
            KNOWN.put(owner, known);
        }
        return known;
    }

    private static Class<?> define(String owner, List<Patch.OwnStatic> patches) {
        try {
            Class<?> type = Class.forName(owner.replace('/', '.'), false, ClassLoader.getPlatformClassLoader());
            byte[] copy = Weaving.installed().ofJdk(copy(owner, patches));
            return JdkMethods.within(type)
                    .defineHiddenClass(copy, true, MethodHandles.Lookup.ClassOption.NESTMATE)
                    .lookupClass();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("class " + owner + " cannot be initialised for a process", e);
        }
    }

    /** Returns a class with the code of the static initialiser. */
    static byte[] copy(String owner, List<Patch.OwnStatic> patches) {
        ClassModel model =
                ClassFile.of().parse(Objects.requireNonNull(Resources.read(HostClasses.HOST, owner + ".class"), owner));
        ClassHierarchyResolver hierarchy = Hierarchies.of(HostClasses.HOST);
        ClassDesc self = ClassDesc.ofInternalName(owner + "$ForProcess");
        return ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy))
                .build(self, type -> {
                    type.withVersion(model.majorVersion(), model.minorVersion());
                    type.withFlags(AccessFlag.FINAL, AccessFlag.SUPER, AccessFlag.SYNTHETIC);
                    type.withInterfaceSymbols(ClassDesc.of("java.lang.Runnable"));
                    type.withMethodBody(
                            METHOD,
                            ConstantDescs.MTD_void,
                            ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC,
                            code -> writeInitializer(code, model, patches));
                    type.withMethodBody(
                            "run",
                            ConstantDescs.MTD_void,
                            ClassFile.ACC_PUBLIC,
                            code -> code.invokestatic(self, METHOD, ConstantDescs.MTD_void)
                                    .return_());
                });
    }

    private static void writeInitializer(CodeBuilder code, ClassModel model, List<Patch.OwnStatic> patches) {
        String owner = model.thisClass().asInternalName();
        for (var method : model.methods()) {
            if (method.methodName().equalsString("<clinit>") && method.code().isPresent()) {
                CodeModel body = method.code().get();
                code.transform(body, new StaticAccess(patches, _ -> {}).andThen(new Dropping(owner)));
                return;
            }
        }
        code.return_();
    }

    /** Drops what is written to the class's own static fields: those of a process do not come this far. */
    private record Dropping(String owner) implements CodeTransform {
        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            if (element instanceof FieldInstruction access
                    && access.opcode() == Opcode.PUTSTATIC
                    && access.owner().asInternalName().equals(owner)) {
                if (TypeKind.from(access.typeSymbol()).slotSize() == 2) {
                    code.pop2();
                } else {
                    code.pop();
                }
            } else {
                code.with(element);
            }
        }
    }
}
