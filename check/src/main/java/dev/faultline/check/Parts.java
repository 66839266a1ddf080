package dev.faultline.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A history cut by the key of a model.
 *
 * @param keys the partitions, by order of appearance
 * @param operations for each of them the indices of its operations, growing
 */
record Parts(List<Optional<Object>> keys, List<int[]> operations) {

    static Parts of(Model<?> model, History history) {
        Numbering names = new Numbering();
        Function<Operation, @Nullable Object> partition =
                model instanceof FunctionModel<?> functions ? functions.partitionOf(history) : model::partition;
        int[] partOf = new int[history.size()];
        for (int i = 0; i < partOf.length; i++) {
            partOf[i] = names.number(partition.apply(history.operation(i)));
        }
        int[] sizes = new int[names.size()];
        for (int part : partOf) {
            sizes[part]++;
        }
        List<Optional<Object>> keys = new ArrayList<>(sizes.length);
        List<int[]> operations = new ArrayList<>(sizes.length);
        for (int part = 0; part < sizes.length; part++) {
            keys.add(Optional.ofNullable(names.thing(part)));
            operations.add(new int[sizes[part]]);
            sizes[part] = 0;
        }
        for (int i = 0; i < partOf.length; i++) {
            operations.get(partOf[i])[sizes[partOf[i]]++] = i;
        }
        return new Parts(keys, operations);
    }
}
