package dev.faultline.check;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what needs no search to be wrong in a queue or stack whose values occur several times: by some time an element
 * had been taken out more often than it can have been put in. Linear.
 */
final class ContainerSources {

    private ContainerSources() {}

    /**
     * A violation, or null if there is a source for everything that was taken out.
     *
     * @param puts the function that puts an element in; all others take one out
     */
    static @Nullable PartitionResult decide(String puts, Partition partition) {
        Numbering values = new Numbering();
        int[] spare = new int[partition.size()];
        for (int e = 0; e < partition.eventCount(); e++) {
            Operation operation = partition.operation(partition.eventOperation(e));
            boolean put = operation.f().equals(puts);
            if (put && !partition.isCompletion(e)) {
                spare[values.number(operation.value())]++;
            } else if (!put && partition.isCompletion(e) && operation.result() != null) {
                int value = values.find(operation.result());
                if (value < 0 || --spare[value] < 0) {
                    return violation(puts, partition, e, operation.result());
                }
            }
        }
        return null;
    }

    /** What was put in and taken out of this value up to an event. */
    private static PartitionResult violation(String puts, Partition partition, int until, Object value) {
        int[] operations = new int[until + 1];
        int count = 0;
        for (int e = 0; e <= until; e++) {
            Operation operation = partition.operation(partition.eventOperation(e));
            boolean put = operation.f().equals(puts);
            if (put != partition.isCompletion(e) && value.equals(put ? operation.value() : operation.result())) {
                operations[count++] = partition.eventOperation(e);
            }
        }
        return PartitionResult.Unexplained.by(partition, Arrays.copyOf(operations, count));
    }
}
