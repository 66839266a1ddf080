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
     * Whether the rule tells if this operation may go, alone or with others. Of the rest it only says that they have to
     * stay, to be on the safe side.
     */
    boolean judges(int operation);

    /**
     * The rule of a model.
     *
     * @param operations of one partition, by order of invocation
     */
    static Removals of(Model<?> model, List<Operation> operations) {
        return switch (model) {
            case RegisterModel register -> new RegisterRemovals(register, operations);
            case FunctionModel<?> functions -> new GroupRemovals(functions, operations);
            default -> new OfReads(model, operations);
        };
    }

    /** Of a model that tells no more than which operations only read. */
    record OfReads(Model<?> model, List<Operation> operations) implements Removals {

        @Override
        public void repair(BitSet kept) {
            for (int i = 0; i < operations.size(); i++) {
                if (!judges(i)) {
                    kept.set(i);
                }
            }
        }

        @Override
        public boolean judges(int operation) {
            return model.isReadOnly(operations.get(operation));
        }
    }
}
