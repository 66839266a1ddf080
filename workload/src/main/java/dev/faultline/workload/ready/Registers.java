package dev.faultline.workload.ready;

import dev.faultline.workload.Generator;
import dev.faultline.workload.Request;
import dev.faultline.workload.Setting;
import dev.faultline.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Registers that are read, written, and changed where they hold what is expected. */
final class Registers implements Workload {
    @Override
    public List<String> models() {
        return List.of("cas-register", "register");
    }

    @Override
    public Map<String, Integer> shares() {
        return Dealt.shares("read", 50, "write", 50, "cas", 0);
    }

    @Override
    public Generator generator(Setting setting) {
        return new RegisterMix(setting, setting.shares().isEmpty() ? shares() : setting.shares());
    }

    @Override
    public SequencedMap<String, Request> atTheEnd(List<String> keys, Generator proper) {
        return Dealt.each(keys, Request.Read::new);
    }
}
