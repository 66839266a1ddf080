package dev.faultline.sim.internal.weave;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows values through the code of a method: what it reads from static fields, and its parameters. A plain abstract
 * interpretation, once from top to bottom and once more for what loops bring: a variable may hold whatever was ever stored
 * in it.
 */
final class ValueUses {
    /** What becomes of values; the tags name them: {@code owner.field}, or {@code #slot} of a parameter. */
    interface Sink {
        /** The value goes where it is not followed: somebody may change it. */
        void leaks(Set<String> tags);

        /** Code changes the array. */
        void changes(Set<String> tags);

        /** The value is the receiver, or the argument at that place, of a call; returns whether the result is a view of it. */
        boolean isCalled(Set<String> tags, InvokeInstruction call, int place);
    }

    private final Sink sink;
    private final OperandStack stack = new OperandStack();
    private final Map<Label, List<OperandStack.Entry>> atLabels = new HashMap<>();
    private final Set<Label> handlers = new HashSet<>();
    private boolean isReached = true;

    private ValueUses(Sink sink) {
        this.sink = sink;
    }

    /** Tells the sink what becomes of what the method reads from static fields, and of the parameters if that is asked. */
    static void follow(MethodModel method, boolean parameters, Sink sink) {
        CodeModel code = method.code().orElseThrow();
        ValueUses uses = new ValueUses(sink);
        code.exceptionHandlers().forEach(each -> uses.handlers.add(each.handler()));
        if (parameters) {
            int slot = method.flags().has(java.lang.reflect.AccessFlag.STATIC) ? 0 : 1;
            for (var type : method.methodTypeSymbol().parameterList()) {
                uses.stack.store(slot, Set.of("#" + slot));
                slot += TypeKind.from(type).slotSize();
            }
        }
        for (int round = 0; round < 2; round++) {
            uses.stack.replace(List.of());
            uses.isReached = true;
            code.forEach(uses::accept);
        }
    }

    private void accept(CodeElement element) {
        switch (element) {
            case LabelTarget target -> arrive(target.label());
            case LoadInstruction load -> push(load.typeKind(), stack.local(load.slot()));
            case StoreInstruction store -> stack.store(store.slot(), stack.pop().tags());
            case ConstantInstruction constant -> push(constant.typeKind(), Set.of());
            case ArrayLoadInstruction load -> {
                stack.pop();
                push(load.typeKind(), stack.pop().tags());
            }
            case ArrayStoreInstruction _ -> {
                leak();
                stack.pop();
                sink.changes(stack.pop().tags());
            }
            case FieldInstruction access -> access(access);
            case InvokeInstruction call -> call(call);
            case InvokeDynamicInstruction call -> {
                leak(call.typeSymbol().parameterCount());
                push(TypeKind.from(call.typeSymbol().returnType()), Set.of());
            }
            case TypeCheckInstruction check when check.opcode() == Opcode.CHECKCAST -> {}
            case TypeCheckInstruction _, NewReferenceArrayInstruction _, NewPrimitiveArrayInstruction _ -> {
                stack.pop();
                push(TypeKind.REFERENCE, Set.of());
            }
            case NewMultiArrayInstruction array -> {
                stack.pop(array.dimensions());
                push(TypeKind.REFERENCE, Set.of());
            }
            case NewObjectInstruction _ -> push(TypeKind.REFERENCE, Set.of());
            case StackInstruction move -> stack.move(move.opcode());
            case OperatorInstruction operator -> operate(operator);
            case ConvertInstruction convert -> {
                stack.pop();
                push(convert.toType(), Set.of());
            }
            case MonitorInstruction _ -> stack.pop();
            default -> leave(element);
        }
    }

    /** Instructions after which others may follow than the next. */
    private void leave(CodeElement element) {
        switch (element) {
            case BranchInstruction branch -> {
                stack.pop(operandsOf(branch.opcode()));
                remember(branch.target());
                isReached = branch.opcode() != Opcode.GOTO && branch.opcode() != Opcode.GOTO_W;
            }
            case LookupSwitchInstruction choice -> {
                stack.pop();
                remember(choice.defaultTarget());
                choice.cases().forEach(each -> remember(each.target()));
                isReached = false;
            }
            case TableSwitchInstruction choice -> {
                stack.pop();
                remember(choice.defaultTarget());
                choice.cases().forEach(each -> remember(each.target()));
                isReached = false;
            }
            case ReturnInstruction back -> {
                if (back.typeKind() != TypeKind.VOID) {
                    leak();
                }
                isReached = false;
            }
            case ThrowInstruction _ -> {
                leak();
                isReached = false;
            }
            default -> {}
        }
    }

    private static int operandsOf(Opcode opcode) {
        return switch (opcode) {
            case GOTO, GOTO_W -> 0;
            case IF_ICMPEQ, IF_ICMPNE, IF_ICMPLT, IF_ICMPGE, IF_ICMPGT, IF_ICMPLE, IF_ACMPEQ, IF_ACMPNE -> 2;
            default -> 1;
        };
    }

    private void remember(Label label) {
        atLabels.putIfAbsent(label, stack.copy());
    }

    private void arrive(Label label) {
        List<OperandStack.Entry> known = atLabels.get(label);
        if (handlers.contains(label)) {
            stack.replace(List.of(OperandStack.Entry.NARROW));
        } else if (!isReached) {
            stack.replace(known == null ? List.of() : known);
        } else if (known != null) {
            stack.merge(known);
        }
        isReached = true;
    }

    private void access(FieldInstruction access) {
        TypeKind kind = TypeKind.from(access.typeSymbol());
        switch (access.opcode()) {
            case GETSTATIC ->
                push(
                        kind,
                        kind == TypeKind.REFERENCE
                                ? Set.of(access.owner().asInternalName() + "."
                                        + access.name().stringValue())
                                : Set.of());
            case PUTSTATIC -> leak();
            case GETFIELD -> {
                Set<String> tags = stack.pop().tags();
                if (kind == TypeKind.REFERENCE) {
                    sink.leaks(tags);
                }
                push(kind, Set.of());
            }
            default -> leak(2);
        }
    }

    private void call(InvokeInstruction call) {
        MethodTypeDesc type = call.typeSymbol();
        Set<String> views = Set.of();
        boolean isStatic = call.opcode() == Opcode.INVOKESTATIC;
        for (int i = type.parameterCount() - (isStatic ? 1 : 0); i >= 0; i--) {
            Set<String> tags = stack.pop().tags();
            if (!tags.isEmpty() && sink.isCalled(tags, call, isStatic ? i + 1 : i)) {
                views = tags;
            }
        }
        TypeKind result = TypeKind.from(type.returnType());
        if (result != TypeKind.VOID) {
            push(result, views);
        }
    }

    private void operate(OperatorInstruction operator) {
        switch (operator.opcode()) {
            case ARRAYLENGTH, INEG, LNEG, FNEG, DNEG -> stack.pop();
            default -> stack.pop(2);
        }
        TypeKind kind = switch (operator.opcode()) {
            case LCMP, FCMPL, FCMPG, DCMPL, DCMPG, ARRAYLENGTH -> TypeKind.INT;
            default -> operator.typeKind();
        };
        push(kind, Set.of());
    }

    private void push(TypeKind kind, Set<String> tags) {
        if (kind == TypeKind.REFERENCE && !tags.isEmpty()) {
            stack.push(new OperandStack.Entry(tags, false));
        } else {
            stack.push(kind.slotSize() == 2 ? OperandStack.Entry.WIDE : OperandStack.Entry.NARROW);
        }
    }

    private void leak() {
        Set<String> tags = stack.pop().tags();
        if (!tags.isEmpty()) {
            sink.leaks(tags);
        }
    }

    private void leak(int count) {
        for (int i = 0; i < count; i++) {
            leak();
        }
    }
}
