package dev.faultline.bench.house;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassSignature;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodSignature;
import java.lang.classfile.Signature;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything that a class file refers to, but what annotations name.
 */
final class References {
    /** Is shown each of them. */
    interface Sink {
        /**
         * A reference to a class.
         *
         * @param name its name, as {@link Class#getName} has it
         * @param kind how it is referred to
         * @param where the class and member that refers, with the line where there is one
         * @param what the class, or the member of it, that is referred to
         */
        void refers(String name, Kind kind, String where, String what);
    }

    private final ClassModel model;
    private final Sink sink;
    private final String self;
    private final Set<String> seen = new HashSet<>();

    References(ClassModel model, Sink sink) {
        this.model = model;
        this.sink = sink;
        self = shortName(nameOf(model.thisClass().asSymbol()));
    }

    /** Shows all of them, in the order of the class file, and returns this. */
    References show() {
        model.superclass().ifPresent(type -> entry(type, Kind.EXTENDS));
        model.interfaces().forEach(type -> entry(type, Kind.IMPLEMENTS));
        model.findAttribute(Attributes.permittedSubclasses())
                .ifPresent(permitted -> permitted.permittedSubclasses().forEach(type -> entry(type, Kind.PERMITS)));
        model.findAttribute(Attributes.signature()).ifPresent(signature -> signed(signature.asClassSignature()));
        model.findAttribute(Attributes.record())
                .ifPresent(components -> components.components().forEach(this::component));
        model.fields().forEach(this::field);
        model.methods().forEach(this::method);
        unexplained().forEach(type -> type(type, Kind.NAMES, self));
        return this;
    }

    /**
     * The classes in the constant pool that nothing else has shown. A class whose constant was put in place is there and
     * nowhere else. What stands there for what is nested in it alone is left out.
     */
    private List<ClassDesc> unexplained() {
        Set<String> outers = new HashSet<>();
        model.findAttribute(Attributes.innerClasses()).stream()
                .flatMap(nested -> nested.classes().stream())
                .flatMap(type -> type.outerClass().stream())
                .forEach(outer -> outers.add(outer.asInternalName()));
        List<ClassDesc> rest = new ArrayList<>();
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof ClassEntry type && !outers.contains(type.asInternalName())) {
                ClassDesc element = element(type.asSymbol());
                if (!element.isPrimitive() && !seen.contains(nameOf(element))) {
                    rest.add(element);
                }
            }
        }
        return rest;
    }

    private void entry(ClassEntry type, Kind kind) {
        type(type.asSymbol(), kind, self);
    }

    private void component(RecordComponentInfo component) {
        String where = self + "." + component.name().stringValue();
        type(component.descriptorSymbol(), Kind.COMPONENT, where);
        component
                .findAttribute(Attributes.signature())
                .ifPresent(signature -> signature(signature.asTypeSignature(), Kind.SIGNATURE, where));
    }

    private void field(FieldModel field) {
        String where = self + "." + field.fieldName().stringValue();
        type(field.fieldTypeSymbol(), Kind.FIELD, where);
        field.findAttribute(Attributes.signature())
                .ifPresent(signature -> signature(signature.asTypeSignature(), Kind.SIGNATURE, where));
    }

    private void method(MethodModel method) {
        String where = self + "." + method.methodName().stringValue();
        types(method.methodTypeSymbol(), Kind.METHOD, where);
        method.findAttribute(Attributes.signature())
                .ifPresent(signature -> signed(signature.asMethodSignature(), where));
        method.findAttribute(Attributes.exceptions())
                .ifPresent(thrown -> thrown.exceptions().forEach(type -> type(type.asSymbol(), Kind.THROWS, where)));
        method.code().ifPresent(code -> {
            CodeReferences references = new CodeReferences(this, where);
            for (CodeElement element : code) {
                references.show(element);
            }
        });
    }

    private void signed(ClassSignature signature) {
        parameters(signature.typeParameters(), self);
        signature(signature.superclassSignature(), Kind.SIGNATURE, self);
        signature.superinterfaceSignatures().forEach(type -> signature(type, Kind.SIGNATURE, self));
    }

    private void signed(MethodSignature signature, String where) {
        parameters(signature.typeParameters(), where);
        signature(signature.result(), Kind.SIGNATURE, where);
        Stream.concat(signature.arguments().stream(), signature.throwableSignatures().stream())
                .forEach(type -> signature(type, Kind.SIGNATURE, where));
    }

    private void parameters(List<Signature.TypeParam> parameters, String where) {
        for (Signature.TypeParam parameter : parameters) {
            parameter.classBound().ifPresent(bound -> signature(bound, Kind.SIGNATURE, where));
            parameter.interfaceBounds().forEach(bound -> signature(bound, Kind.SIGNATURE, where));
        }
    }

    void signature(Signature signature, Kind kind, String where) {
        switch (signature) {
            case Signature.ArrayTypeSig array -> signature(array.componentSignature(), kind, where);
            case Signature.ClassTypeSig type -> {
                type(type.classDesc(), kind, where);
                type.outerType().ifPresent(outer -> signature(outer, kind, where));
                for (Signature.TypeArg argument : type.typeArgs()) {
                    if (argument instanceof Signature.TypeArg.Bounded bounded) {
                        signature(bounded.boundType(), kind, where);
                    }
                }
            }
            case Signature.BaseTypeSig _, Signature.TypeVarSig _ -> {}
        }
    }

    void types(MethodTypeDesc descriptor, Kind kind, String where) {
        type(descriptor.returnType(), kind, where);
        descriptor.parameterList().forEach(type -> type(type, kind, where));
    }

    void type(ClassDesc type, Kind kind, String where) {
        member(type, "", kind, where);
    }

    /** A class, or a member of it: its name after a dot. */
    void member(ClassDesc type, String name, Kind kind, String where) {
        ClassDesc element = element(type);
        if (!element.isPrimitive()) {
            String used = nameOf(element);
            seen.add(used);
            sink.refers(used, kind, where, shortName(used) + name);
        }
    }

    private static ClassDesc element(ClassDesc type) {
        ClassDesc element = type;
        while (element.isArray()) {
            element = element.componentType();
        }
        return element;
    }

    static String nameOf(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
    }

    private static String shortName(String name) {
        return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
    }
}
