package dev.faultline.experiment;

import dev.faultline.workload.Completion;
import dev.faultline.workload.Generator;
import dev.faultline.workload.Generators;
import dev.faultline.workload.Next;
import dev.faultline.workload.Request;
import dev.faultline.workload.Setting;
import dev.faultline.workload.Turn;
import dev.faultline.workload.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** First one client, then the others, and at the end as many additions as there were reads; so it must be asked for these last. */
public final class InTurns implements Workload {
    private static final Request READ = new Request.Call("read", "k1", null, false);
    private static final Request ADD = new Request.Call("add", "k1", 1L, true);

    private static final class Counted implements Generator {
        private final Generator part = Generators.phases(
                Generators.on(client -> client == 0, Generators.once(ADD)),
                Generators.on(client -> client != 0, Generators.repeat(READ)));
        private int completed;

        @Override
        public Next next(Turn turn) {
            return part.next(turn);
        }

        @Override
        public void completed(Completion completion) {
            completed++;
            part.completed(completion);
        }
    }

    @Override
    public Generator generator(Setting setting) {
        return new Counted();
    }

    @Override
    public Optional<Generator> afterwards(Setting setting, Generator proper) {
        if (((Counted) proper).completed < 2) {
            throw new IllegalStateException("asked for the end before the beginning");
        }
        return Optional.of(Generators.on(client -> client == 1, Generators.once(ADD)));
    }

    @Override
    public SequencedMap<String, Request> atTheEnd(List<String> keys, Generator proper) {
        return new LinkedHashMap<>(Map.of("k1", READ));
    }
}
