package dev.faultline.check;

import java.util.stream.IntStream;

/** Histories taken as one partition. */
final class Whole {

    private Whole() {}

    static Partition partition(Model<?> model, History history) {
        return Partition.of(model, history, IntStream.range(0, history.size()).toArray(), history.events());
    }
}
