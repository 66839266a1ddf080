package dev.faultline.check;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tries the order in which the operations completed. It respects real time, so if the model accepts it, it is an
 * explanation; that is often so for objects that few clients use at a time. Gives up at the first step that does
 * not fit.
 */
final class Replay {

    private Replay() {}

    /** An explanation, or null if this order is none. Operations of unknown outcome are left out. */
    static <S> @Nullable PartitionResult decide(Model<S> model, Partition partition) {
        int[] operations = new int[partition.size()];
        int[] points = new int[partition.size()];
        int size = 0;
        S state = model.initial();
        for (int e = 0; e < partition.eventCount(); e++) {
            if (!partition.isCompletion(e)) {
                continue;
            }
            int operation = partition.eventOperation(e);
            List<S> next = model.step(state, partition.operation(operation));
            if (next.isEmpty()) {
                return null;
            }
            state = next.getFirst();
            operations[size] = partition.index(operation);
            points[size++] = partition.eventNumber(e);
        }
        return new PartitionResult.Explained(new Witness(Arrays.copyOf(operations, size), Arrays.copyOf(points, size)));
    }
}
