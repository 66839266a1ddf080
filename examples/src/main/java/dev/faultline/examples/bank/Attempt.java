package dev.faultline.examples.bank;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** One transaction of a call, up to its decision. Guarded by the server's monitor. */
final class Attempt {
    /** What the coordinator waits for. */
    enum Step {
        /** That the owners of both accounts promise. */
        PROMISES,
        /** That the owner of both accounts has done it. */
        AT_ONCE,
        /** What all servers see. */
        LOOKS,
        /** That all servers had kept what they saw until all had seen it. */
        RELEASES
    }

    final TxnId id;
    final Call call;
    final SortedSet<String> servers;
    final SortedSet<String> awaited;
    Step step;
    Amounts seen = Amounts.NONE;

    Attempt(TxnId id, Call call, Step step, Collection<String> servers) {
        this.id = id;
        this.call = call;
        this.step = step;
        this.servers = new TreeSet<>(servers);
        this.awaited = new TreeSet<>(servers);
    }

    void next(Step following) {
        step = following;
        awaited.addAll(servers);
    }
}
