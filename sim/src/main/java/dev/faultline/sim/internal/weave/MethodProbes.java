package dev.faultline.sim.internal.weave;

import dev.faultline.sim.MethodPattern;
import dev.faultline.sim.internal.jdk.process.MethodHooks;
import dev.faultline.sim.internal.vm.Hierarchies;
import dev.faultline.sim.internal.vm.Hooks;
import dev.faultline.sim.internal.vm.Probed;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts probes into methods: at the start a call that may throw, wait, or give a value that is returned instead; before each
 * return a call that tells of it. A class without a method that is meant stays as it is.
 */
final class MethodProbes {
    private static final Method ENTERED = Hooks.named(MethodHooks.class, "entered");
    private static final Method BEGUN = Hooks.named(MethodHooks.class, "begun");
    private static final Method MADE = Hooks.named(MethodHooks.class, "made");
    private static final Method LEFT = Hooks.named(MethodHooks.class, "left");
    private static final Method VALUE = Hooks.named(MethodHooks.class, "value");

    private MethodProbes() {}

    static Probed weave(ClassLoader loader, List<MethodPattern> patterns, byte[] original) {
        ClassModel model = ClassFile.of().parse(original);
        String className = model.thisClass().asInternalName().replace('/', '.');
        Map<String, Probed.Site> sites = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        for (MethodModel method : model.methods()) {
            String name = method.methodName().stringValue();
            String descriptor = method.methodType().stringValue();
            String text = Probed.text(className, name, descriptor);
            boolean isMade = method.flags().has(AccessFlag.SYNTHETIC);
            boolean isMeant = !method.flags().has(AccessFlag.BRIDGE)
                    && patterns.stream().anyMatch(each -> each.matches(className, name, descriptor, isMade));
            if (isMeant && method.code().isPresent()) {
                Probed.Site site = new Probed.Site(className, name, descriptor, isMade);
                sites.put(site.name() + site.descriptor(), site);
            } else if (isMeant) {
                others.add(text
                        + (method.flags().has(AccessFlag.NATIVE)
                                ? ", which is native"
                                : ", which is abstract; name the methods that implement it"));
            } else if (!isMade) {
                others.add(text);
            }
        }
        try {
            byte[] bytes = sites.isEmpty() ? original : write(loader, original, sites);
            return new Probed(bytes, List.copyOf(sites.values()), others);
        } catch (IllegalArgumentException e) {
            // Mostly the code of a method, or the constants of the class, would be more than a class file can hold.
            sites.values().forEach(site -> others.add(site.text() + ", which cannot have a probe: " + e.getMessage()));
            return new Probed(original, List.of(), others);
        }
    }

    private static byte[] write(ClassLoader loader, byte[] original, Map<String, Probed.Site> sites) {
        try {
            return write(
                    ClassFile.of(
                            ClassFile.StackMapsOption.DROP_STACK_MAPS, ClassFile.ShortJumpsOption.FAIL_ON_SHORT_JUMPS),
                    original,
                    sites);
        } catch (IllegalArgumentException e) {
            // As in CodeWeaver: a jump became too long.
            return write(
                    ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(Hierarchies.of(loader))), original, sites);
        }
    }

    private static byte[] write(ClassFile classFile, byte[] original, Map<String, Probed.Site> sites) {
        ClassModel model = classFile.parse(original);
        ClassTransform transform = (builder, element) -> {
            Probed.Site site = element instanceof MethodModel method
                    ? sites.get(method.methodName().stringValue()
                            + method.methodType().stringValue())
                    : null;
            if (site != null && element instanceof MethodModel method) {
                builder.transformMethod(method, (parts, part) -> {
                    if (part instanceof CodeAttribute body) {
                        parts.withCode(code -> write(model, method, site, code, body));
                    } else {
                        parts.with(part);
                    }
                });
            } else {
                builder.with(element);
            }
        };
        return classFile.transformClass(model, transform);
    }

    private static void write(
            ClassModel model, MethodModel method, Probed.Site site, CodeBuilder code, CodeAttribute body) {
        for (var element : body) {
            if (element instanceof LineNumber line) {
                code.lineNumber(line.line()); // what is thrown here is thrown there
                break;
            }
        }
        if (model.majorVersion() >= ClassFile.JAVA_5_VERSION) {
            code.loadConstant(model.thisClass().asSymbol());
        } else {
            code.aconst_null();
        }
        code.loadConstant(site.key());
        boolean makesObject = site.name().equals("<init>");
        CodeTransform leaving = (builder, element) -> {
            if (element instanceof ReturnInstruction) {
                if (makesObject) {
                    builder.aload(0); // no compiler uses the place of 'this' for anything else
                }
                builder.loadConstant(site.key());
                Invocations.invoke(builder, makesObject ? MADE : LEFT);
            }
            builder.with(element);
        };
        if (method.methodName().stringValue().startsWith("<")) {
            // Nothing can be returned before there is an object, or instead of a class.
            Invocations.invoke(code, BEGUN);
            StackFrames.keep(code, body);
            code.transform(body, leaving);
            return;
        }
        Label start = code.newLabel();
        Invocations.invoke(code, ENTERED);
        code.dup().ifnull(start);
        returnValue(code, method.methodTypeSymbol().returnType());
        code.labelBinding(start).pop();
        code.transform(body, leaving);
        StackFrames.keepWithResultAtStart(code, model, body, start, locals(model, method));
    }

    private static List<ClassDesc> locals(ClassModel model, MethodModel method) {
        List<ClassDesc> locals = new ArrayList<>();
        if (!method.flags().has(AccessFlag.STATIC)) {
            locals.add(model.thisClass().asSymbol());
        }
        locals.addAll(method.methodTypeSymbol().parameterList());
        return locals;
    }

    /** Returns the value that is on the stack, as the hook gives it: numbers below a long are integers. */
    private static void returnValue(CodeBuilder code, ClassDesc type) {
        TypeKind kind = TypeKind.from(type).asLoadable();
        switch (kind) {
            case VOID -> code.pop();
            case REFERENCE -> {
                Invocations.invoke(code, VALUE);
                code.checkcast(type);
            }
            case INT -> unbox(code, ConstantDescs.CD_Integer, "intValue", ConstantDescs.CD_int);
            case LONG -> unbox(code, ConstantDescs.CD_Long, "longValue", ConstantDescs.CD_long);
            case FLOAT -> unbox(code, ConstantDescs.CD_Float, "floatValue", ConstantDescs.CD_float);
            default -> unbox(code, ConstantDescs.CD_Double, "doubleValue", ConstantDescs.CD_double);
        }
        code.return_(kind);
    }

    private static void unbox(CodeBuilder code, ClassDesc box, String method, ClassDesc type) {
        code.checkcast(box).invokevirtual(box, method, MethodTypeDesc.of(type));
    }
}
