package dev.faultline.experiment;

import dev.faultline.workload.Generator;
import dev.faultline.workload.Next;
import dev.faultline.workload.Request;
import dev.faultline.workload.Setting;
import dev.faultline.workload.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Ends its process after a second. */
public final class Exits implements Workload {
    @Override
    public Generator generator(Setting setting) {
        return turn -> {
            if (turn.nowNanos() > 2_000_000_000L) {
                System.exit(3);
            }
            return Next.ask(new Request.Call("read", "k1", null, false));
        };
    }

    @Override
    public SequencedMap<String, Request> atTheEnd(List<String> keys, Generator proper) {
        return new LinkedHashMap<>();
    }
}
