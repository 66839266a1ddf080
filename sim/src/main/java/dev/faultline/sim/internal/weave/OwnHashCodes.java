package dev.faultline.sim.internal.weave;

import dev.faultline.sim.internal.jdk.lang.HashHooks;
import dev.faultline.sim.internal.kernel.ClassHashes;
import dev.faultline.sim.internal.kernel.IdentityHash;
import dev.faultline.sim.internal.vm.Hooks;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Method;
import java.util.function.Predicate;

/**
 * Gives an application class that inherits {@code Object.hashCode} a method of its own, which draws from the thread's
 * stream of hash codes, where nothing of the JDK draws; see {@link IdentityHash} for all other objects.
 */
final class OwnHashCodes {
    private static final String FIELD = "faultline$hash";
    private static final Method NEXT = Hooks.named(HashHooks.class, "nextHashCode");
    private static final MethodTypeDesc HASH_CODE = MethodTypeDesc.of(ConstantDescs.CD_int);

    private OwnHashCodes() {}

    /**
     * Returns whether the class is to have a method of its own.
     *
     * @param isWoven whether a class, by its internal name, is woven too, so that it is up to that class
     */
    static boolean wanted(ClassModel model, Predicate<String> isWoven) {
        boolean isPlainClass = !model.flags().has(AccessFlag.INTERFACE)
                && !model.flags().has(AccessFlag.MODULE)
                && model.superclass().isPresent();
        if (!isPlainClass || declaresHashCode(model)) {
            return false;
        }
        String parent = model.superclass().orElseThrow().asInternalName();
        return parent.equals("java/lang/Object") || (!isWoven.test(parent) && inheritsFromObject(parent));
    }

    private static boolean declaresHashCode(ClassModel model) {
        return model.methods().stream()
                .anyMatch(method -> method.methodName().equalsString("hashCode")
                        && method.methodType().equalsString("()I"));
    }

    private static boolean inheritsFromObject(String jdkClass) {
        try {
            return ClassHashes.inheritsFromObject(
                    Class.forName(jdkClass.replace('/', '.'), false, ClassLoader.getPlatformClassLoader()));
        } catch (ReflectiveOperationException | LinkageError e) {
            return false; // not a class of the JDK: leave it alone
        }
    }

    static ClassTransform adding(ClassModel model) {
        ClassDesc self = model.thisClass().asSymbol();
        return ClassTransform.endHandler(builder -> {
            builder.withField(
                    FIELD,
                    ConstantDescs.CD_int,
                    ClassFile.ACC_PRIVATE | ClassFile.ACC_TRANSIENT | ClassFile.ACC_SYNTHETIC);
            addMethod(builder, model, self);
        });
    }

    private static void addMethod(ClassBuilder builder, ClassModel model, ClassDesc self) {
        builder.withMethodBody("hashCode", HASH_CODE, ClassFile.ACC_PUBLIC, (CodeBuilder code) -> {
            code.aload(0).getfield(self, FIELD, ConstantDescs.CD_int);
            Label drawn = code.newLabel();
            code.ifne(drawn).aload(0).aload(0);
            Invocations.invoke(code, NEXT);
            code.putfield(self, FIELD, ConstantDescs.CD_int).labelBinding(drawn);
            code.aload(0).getfield(self, FIELD, ConstantDescs.CD_int).ireturn();
            StackFrames.writeOne(code, model, drawn, self);
        });
    }
}
