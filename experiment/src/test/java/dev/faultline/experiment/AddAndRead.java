package dev.faultline.experiment;

import dev.faultline.sim.Rng;
import dev.faultline.workload.Generator;
import dev.faultline.workload.Generators;
import dev.faultline.workload.Request;
import dev.faultline.workload.Setting;
import dev.faultline.workload.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** The workload of one's own in docs/workloads.md. */
public final class AddAndRead implements Workload {
    private static final Request READ = new Request.Call("read", "k1", null, false);

    @Override
    public Generator generator(Setting setting) {
        Rng rng = setting.random("amounts");
        return Generators.mix(
                setting.random("mix"),
                Generators.repeatedly(() -> new Request.Call("add", "k1", 1L + rng.below(5), true)),
                Generators.repeat(READ));
    }

    @Override
    public SequencedMap<String, Request> atTheEnd(List<String> keys, Generator proper) {
        return new LinkedHashMap<>(Map.of("k1", READ));
    }
}
