package dev.faultline.check;

import java.util.BitSet;
import java.util.List;

/** Leaving out operations by groups: all of one element of a queue, say, or none of them. Reads go alone. */
final class GroupRemovals implements Removals {

    private static final int MUST_STAY = 0;
    private static final int ALONE = -1;

    private final int[] groupOf;
    private final int groups;

    GroupRemovals(FunctionModel<?> model, List<Operation> operations) {
        Numbering names = new Numbering("must stay");
        groupOf = new int[operations.size()];
        for (int i = 0; i < groupOf.length; i++) {
            Operation operation = operations.get(i);
            Object group = model.group(operation);
            groupOf[i] = model.isReadOnly(operation) ? ALONE : group == null ? MUST_STAY : names.number(List.of(group));
        }
        groups = names.size();
    }

    @Override
    public void repair(BitSet kept) {
        BitSet keptGroups = new BitSet(groups);
        keptGroups.set(MUST_STAY);
        for (int i = 0; i < groupOf.length; i++) {
            if (groupOf[i] >= 0 && kept.get(i)) {
                keptGroups.set(groupOf[i]);
            }
        }
        for (int i = 0; i < groupOf.length; i++) {
            if (groupOf[i] >= 0 && keptGroups.get(groupOf[i])) {
                kept.set(i);
            }
        }
    }

    @Override
    public boolean judges(int operation) {
        return groupOf[operation] != MUST_STAY;
    }
}
