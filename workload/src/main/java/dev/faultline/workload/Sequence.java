package dev.faultline.workload;

import java.util.List;

/** One part after the other, apart from each other or not. */
final class Sequence implements Generator {
    private final List<Generator> parts;
    private final boolean apart;
    private final Routing routing = new Routing();
    private int at;

    Sequence(List<Generator> parts, boolean apart) {
        this.parts = parts;
        this.apart = apart;
    }

    @Override
    public Next next(Turn turn) {
        boolean moved = false;
        while (at < parts.size()) {
            Next next = routing.ask(parts.get(at), turn);
            if (!(next instanceof Next.Over)) {
                return moved ? Routing.moved(next) : next;
            }
            if (apart && routing.isOpen()) {
                return new Next.Waiting(moved);
            }
            at++;
            moved = true;
        }
        return Next.over();
    }

    @Override
    public void completed(Completion completion) {
        routing.completed(completion);
    }
}
