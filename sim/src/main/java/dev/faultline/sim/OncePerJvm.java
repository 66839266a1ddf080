package dev.faultline.sim;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the JDK does once per JVM from shifting a run.
 *
 * <p>A static initialiser of the JDK, or the linking of one of its lambdas, happens in whichever run comes first, and
 * may draw random numbers and identity hash codes. Such code is put into brackets: at its end, the streams of the thread
 * stand where they stood at its start, as if it had happened before the run. Public only for woven code.
 */
public final class OncePerJvm {
    private static final Method ENTER = Patch.hook(OncePerJvm.class, "enter");
    private static final Method LEAVE = Patch.hook(OncePerJvm.class, "leave");

    private OncePerJvm() {}

    /** Returns what {@link #leave} needs; null outside a simulated thread. */
    public static Object enter() {
        Task task = Task.current();
        if (task == null) {
            return Outside.OUTSIDE;
        }
        Streams streams = task.scheduler.streams(task);
        task.setsUpJvm = true;
        return streams;
    }

    public static void leave(Object streams) {
        if (streams instanceof Streams saved) {
            saved.restore();
        }
    }

    private enum Outside {
        OUTSIDE
    }

    /** Where the streams of a thread stand, and whether it was in brackets before. */
    record Streams(Task task, boolean setsUpJvm, Rng random, long randomState, IdentityHash.State hashes) {
        static Streams of(Task task, long hashAddress) {
            Rng random = task.random();
            return new Streams(task, task.setsUpJvm, random, random.state(), IdentityHash.state(hashAddress));
        }

        void restore() {
            task.setsUpJvm = setsUpJvm;
            random.restore(randomState);
            hashes.restore();
        }
    }

    /** Returns a transform that puts the code of a method into brackets. */
    static CodeTransform brackets() {
        return new Brackets();
    }

    /** Returns the class with its static initialiser in brackets, or the class itself where it has none. */
    static byte[] bracketInitializer(byte[] original, ClassHierarchyResolver hierarchy) {
        if (!CallSites.contains(original, "<clinit>")) {
            return original;
        }
        ClassFile classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy));
        return classFile.transformClass(classFile.parse(original), (builder, element) -> {
            if (element instanceof MethodModel method && method.methodName().equalsString("<clinit>")) {
                builder.transformMethod(method, MethodTransform.transformingCode(brackets()));
            } else {
                builder.with(element);
            }
        });
    }

    private static final class Brackets implements CodeTransform {
        private int saved = -1;
        private @Nullable Label start;

        @Override
        public void atStart(CodeBuilder code) {
            saved = code.allocateLocal(TypeKind.REFERENCE);
            Invocations.invoke(code, ENTER);
            code.astore(saved);
            start = code.newBoundLabel();
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            if (element instanceof ReturnInstruction) {
                code.aload(saved);
                Invocations.invoke(code, LEAVE);
            }
            code.with(element);
        }

        @Override
        public void atEnd(CodeBuilder code) {
            Label end = code.newBoundLabel();
            code.exceptionCatchAll(Objects.requireNonNull(start), end, end);
            code.aload(saved);
            Invocations.invoke(code, LEAVE);
            code.athrow();
        }
    }
}
