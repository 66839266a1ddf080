package dev.faultline.workload;

/** A part that something is said about. */
class Wrapped implements Generator {
    private final Generator part;
    private final Routing routing = new Routing();

    Wrapped(Generator part) {
        this.part = part;
    }

    @Override
    public Next next(Turn turn) {
        return routing.ask(part, turn);
    }

    @Override
    public void completed(Completion completion) {
        routing.completed(completion);
    }
}
