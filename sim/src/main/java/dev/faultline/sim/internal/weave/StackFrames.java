package dev.faultline.sim.internal.weave;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.StackMapFrameInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.ObjectVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.SimpleVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.VerificationTypeInfo;
import java.lang.classfile.attribute.StackMapTableAttribute;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The stack map frames of woven code: those of the compiler, and one for each place that weaving adds a jump to.
 *
 * <p>A frame that is made anew is the merger of the types that flow together, for which their classes have to be read.
 * A class of an optional dependency may not be there; the JVM does not miss it, because it compares a frame with the code
 * and asks for a class only where it must. So nothing is merged here. Hooks leave locals and stack as they were, so the
 * compiler's frames hold where they stood; their labels move with the code.
 */
final class StackFrames {
    private static final ObjectVerificationTypeInfo THROWABLE =
            ObjectVerificationTypeInfo.of(ClassDesc.of("java.lang.Throwable"));

    private StackFrames() {}

    /** Writes the frames of code that is written as it is, with hooks. */
    static void keep(CodeBuilder code, CodeModel original) {
        // What an earlier transform has written passes its frames on among its elements.
        if (original instanceof CodeAttribute body) {
            write(code, framesOf(body));
        }
    }

    /**
     * Writes the frames of code before which something was put that jumps to its start, with these locals there, and around
     * which a handler for everything.
     */
    static void keepWithStartAndHandler(
            CodeBuilder code,
            ClassModel owner,
            CodeAttribute body,
            Label start,
            List<ClassDesc> locals,
            Label handler) {
        if (areIn(owner)) {
            List<VerificationTypeInfo> types = new ArrayList<>();
            locals.forEach(local -> types.add(ObjectVerificationTypeInfo.of(local)));
            List<StackMapFrameInfo> frames = new ArrayList<>(framesOf(body));
            frames.add(StackMapFrameInfo.of(start, types, List.of()));
            frames.add(StackMapFrameInfo.of(handler, List.of(), List.of(THROWABLE)));
            write(code, frames);
        }
    }

    /**
     * Writes the frames of a method's code before which something was put that jumps to a label, with an object on the stack and
     * these types in the locals: those of the parameters.
     */
    static void keepWithResultAtStart(
            CodeBuilder code, ClassModel owner, CodeAttribute body, Label start, List<ClassDesc> locals) {
        if (areIn(owner)) {
            List<VerificationTypeInfo> types = new ArrayList<>();
            locals.forEach(local -> types.add(typeOf(local)));
            List<StackMapFrameInfo> frames = new ArrayList<>(framesOf(body));
            frames.add(StackMapFrameInfo.of(
                    start, types, List.of(ObjectVerificationTypeInfo.of(ClassDesc.of("java.lang.Object")))));
            write(code, frames);
        }
    }

    private static VerificationTypeInfo typeOf(ClassDesc type) {
        return switch (TypeKind.from(type).asLoadable()) {
            case INT -> SimpleVerificationTypeInfo.INTEGER;
            case LONG -> SimpleVerificationTypeInfo.LONG;
            case FLOAT -> SimpleVerificationTypeInfo.FLOAT;
            case DOUBLE -> SimpleVerificationTypeInfo.DOUBLE;
            default -> ObjectVerificationTypeInfo.of(type);
        };
    }

    /**
     * Writes the frames of code around which a handler for everything was put, and which has a local more, behind its own,
     * that holds an object of this type in all of it.
     */
    static void keepWithLocalAndHandler(
            CodeBuilder code, ClassModel owner, CodeAttribute body, ClassDesc typeOfLocal, Label handler) {
        if (!areIn(owner)) {
            return;
        }
        ObjectVerificationTypeInfo local = ObjectVerificationTypeInfo.of(typeOfLocal);
        List<StackMapFrameInfo> frames = new ArrayList<>();
        for (StackMapFrameInfo frame : framesOf(body)) {
            frames.add(StackMapFrameInfo.of(
                    frame.target(), withLocal(frame.locals(), body.maxLocals(), local), frame.stack()));
        }
        frames.add(StackMapFrameInfo.of(handler, withLocal(List.of(), body.maxLocals(), local), List.of(THROWABLE)));
        write(code, frames);
    }

    /** Writes the one frame of code, at a label with an empty stack, where the locals have these types. */
    static void writeOne(CodeBuilder code, ClassModel owner, Label label, ClassDesc... locals) {
        if (areIn(owner)) {
            List<VerificationTypeInfo> types = new ArrayList<>();
            for (ClassDesc local : locals) {
                types.add(ObjectVerificationTypeInfo.of(local));
            }
            write(code, List.of(StackMapFrameInfo.of(label, types, List.of())));
        }
    }

    /** Class files have frames since Java 6. */
    private static boolean areIn(ClassModel owner) {
        return owner.majorVersion() >= ClassFile.JAVA_6_VERSION;
    }

    private static List<StackMapFrameInfo> framesOf(CodeAttribute body) {
        return body.findAttribute(Attributes.stackMapTable())
                .map(StackMapTableAttribute::entries)
                .orElse(List.of());
    }

    private static List<VerificationTypeInfo> withLocal(
            List<VerificationTypeInfo> locals, int slot, VerificationTypeInfo local) {
        List<VerificationTypeInfo> more = new ArrayList<>(locals);
        int slots = 0;
        for (VerificationTypeInfo type : locals) {
            slots += type == SimpleVerificationTypeInfo.LONG || type == SimpleVerificationTypeInfo.DOUBLE ? 2 : 1;
        }
        more.addAll(Collections.nCopies(slot - slots, SimpleVerificationTypeInfo.TOP));
        more.add(local);
        return more;
    }

    private static void write(CodeBuilder code, List<StackMapFrameInfo> frames) {
        if (!frames.isEmpty()) {
            code.with(StackMapTableAttribute.of(frames));
        }
    }
}
