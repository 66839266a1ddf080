package dev.faultline.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for what needs no search to be wrong: an operation of a register that found what nobody had put in. */
final class RegisterSources {

    private RegisterSources() {}

    /** A violation, or null if everything that was found can have been put in. */
    static @Nullable PartitionResult decide(RegisterModel model, Partition partition) {
        Numbering values = new Numbering(model.initial());
        int size = partition.size();
        int[] earliest = new int[size + 1];
        earliest[0] = -1;
        int known = 1;
        for (int i = 0; i < size; i++) {
            Assignment assignment = model.assignment(partition.operation(i));
            if (assignment.writes()) {
                int value = values.number(assignment.written());
                if (value == known) {
                    earliest[known++] = partition.invoked(i);
                }
            }
        }
        for (int i = 0; i < size; i++) {
            Assignment assignment = model.assignment(partition.operation(i));
            if (assignment.test() == Assignment.Test.IS && !partition.isPossible(i)) {
                int value = values.find(assignment.expected());
                if (value < 0 || earliest[value] > partition.completed(i)) {
                    return new PartitionResult.Unexplained(0, List.of(partition.index(i)));
                }
            }
        }
        return null;
    }
}
