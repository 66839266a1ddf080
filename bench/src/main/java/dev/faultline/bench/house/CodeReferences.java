package dev.faultline.bench.house;

import java.lang.classfile.CodeElement;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.ConstantDynamicEntry;
import java.lang.classfile.constantpool.DynamicConstantPoolEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.LocalVariableType;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** What the code of one method refers to. */
final class CodeReferences {
    private final References references;
    private final String method;
    private int line;

    CodeReferences(References references, String method) {
        this.references = references;
        this.method = method;
    }

    private String where() {
        return line == 0 ? method : method + ":" + line;
    }

    /** Shows what an element refers to; they come in their order. */
    void show(CodeElement element) {
        switch (element) {
            case LineNumber number -> line = number.line();
            case InvokeInstruction call -> member(call.method(), Kind.CALLS);
            case FieldInstruction access -> member(access.field(), Kind.ACCESSES);
            case NewObjectInstruction creation -> type(creation.className(), Kind.CREATES);
            case NewReferenceArrayInstruction creation -> type(creation.componentType(), Kind.CREATES);
            case NewMultiArrayInstruction creation -> type(creation.arrayType(), Kind.CREATES);
            case TypeCheckInstruction test -> type(test.type(), Kind.TESTS);
            case LoadConstantInstruction load -> constant(load.constantEntry(), Kind.CONSTANT);
            case InvokeDynamicInstruction call -> dynamic(call.invokedynamic());
            case ExceptionCatch handler -> handler.catchType().ifPresent(type -> type(type, Kind.CATCHES));
            case LocalVariable variable -> references.type(variable.typeSymbol(), Kind.LOCAL, method);
            case LocalVariableType variable -> references.signature(variable.signatureSymbol(), Kind.LOCAL, method);
            default -> {} // refers to no class
        }
    }

    private void type(ClassEntry type, Kind kind) {
        references.type(type.asSymbol(), kind, where());
    }

    private void member(MemberRefEntry member, Kind kind) {
        references.member(member.owner().asSymbol(), "." + member.name().stringValue(), kind, where());
        descriptor(member.type().stringValue(), kind == Kind.DYNAMIC ? kind : Kind.HANDLES);
    }

    private void descriptor(String descriptor, Kind kind) {
        if (descriptor.startsWith("(")) {
            references.types(MethodTypeDesc.ofDescriptor(descriptor), kind, where());
        } else {
            references.type(ClassDesc.ofDescriptor(descriptor), kind, where());
        }
    }

    private void dynamic(DynamicConstantPoolEntry site) {
        descriptor(site.type().stringValue(), Kind.DYNAMIC);
        constant(site.bootstrap().bootstrapMethod(), Kind.DYNAMIC);
        site.bootstrap().arguments().forEach(argument -> constant(argument, Kind.DYNAMIC));
    }

    private void constant(LoadableConstantEntry constant, Kind kind) {
        switch (constant) {
            case ClassEntry type -> type(type, kind);
            case MethodTypeEntry type -> descriptor(type.descriptor().stringValue(), kind);
            case MethodHandleEntry handle -> member(handle.reference(), Kind.DYNAMIC);
            case ConstantDynamicEntry computed -> dynamic(computed);
            default -> {} // a number or a string
        }
    }
}
