package dev.faultline.check;

/** Chooses how a partition is decided: the cheapest sound method first. */
final class Engines {

    private Engines() {}

    /** Decides the operations with these indices, as seen after so many events. */
    static PartitionResult decide(Model<?> model, History history, int[] indices, int prefixEvents, Limits limits) {
        return decide(model, Partition.of(model, history, indices, prefixEvents), limits);
    }

    static PartitionResult decide(Model<?> model, Partition partition, Limits limits) {
        if (partition.size() > limits.operations()) {
            return new PartitionResult.Undecided(Verdict.Limit.OPERATIONS, 0);
        }
        PartitionResult near = switch (model) {
            case RegisterModel register -> RegisterZones.decide(register, partition);
            case FunctionModel<?> functions
            when functions.name().equals(Containers.QUEUE) -> QueueOrder.decide(partition);
            case FunctionModel<?> functions
            when functions.name().equals(Containers.STACK) -> StackOrder.decide(partition);
            default -> Replay.decide(model, partition);
        };
        if (near == null
                && model instanceof FunctionModel<?> functions
                && !functions.puts().isEmpty()) {
            near = ContainerSources.decide(functions.puts(), partition);
        }
        if (near != null) {
            return near;
        }
        PartitionResult searched = Frontier.decide(model, partition, limits);
        if (searched instanceof PartitionResult.Undecided && model instanceof RegisterModel register) {
            PartitionResult plain = RegisterSources.decide(register, partition);
            return plain != null ? plain : searched;
        }
        return searched;
    }
}
