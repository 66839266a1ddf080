package dev.faultline.check;

import java.util.BitSet;
import java.util.List;

/**
 * Which operations may be left out so that what remains still speaks for the whole: if the whole has an
 * explanation, then so has the rest. Without this rule a shrinker would show a read of a value that nobody
 * wrote, only because it had left out the write itself.
 */
interface Removals {

    /** Puts operations back until the rest speaks for the whole; {@code kept} holds indices of operations. */
    void repair(BitSet kept);

    /**
     * The rule of a model.
     *
     * @param operations of one partition, by order of invocation
     */
    static Removals of(Model<?> model, List<Operation> operations) {
        return switch (model) {
            case RegisterModel register -> new RegisterRemovals(register, operations);
            case FunctionModel<?> functions -> new GroupRemovals(functions, operations);
            default ->
                kept -> {
                    for (int i = 0; i < operations.size(); i++) {
                        if (!model.isReadOnly(operations.get(i))) {
                            kept.set(i);
                        }
                    }
                };
        };
    }
}
