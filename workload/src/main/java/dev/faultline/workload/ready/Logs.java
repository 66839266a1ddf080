package dev.faultline.workload.ready;

import dev.faultline.workload.Generator;
import dev.faultline.workload.Request;
import dev.faultline.workload.Setting;
import dev.faultline.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Logs that records are sent to, and that each client reads on in, whichever they are. */
final class Logs implements Workload {
    @Override
    public List<String> models() {
        return List.of("log");
    }

    @Override
    public Map<String, Integer> shares() {
        return Dealt.shares("send", 50, "poll", 50);
    }

    @Override
    public Generator generator(Setting setting) {
        return new RegisterMix(setting, setting.shares().isEmpty() ? shares() : setting.shares());
    }

    @Override
    public List<Request> byEachClient() {
        return List.of(new Request.Poll());
    }

    @Override
    public SequencedMap<String, Request> atTheEnd(List<String> keys, Generator proper) {
        return Dealt.each(keys, Request.Read::new);
    }
}
