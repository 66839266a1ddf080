package dev.faultline.workload.ready;

import dev.faultline.workload.Completion;
import dev.faultline.workload.Generator;
import dev.faultline.workload.Generators;
import dev.faultline.workload.Next;
import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import dev.faultline.workload.Setting;
import dev.faultline.workload.Turn;
import dev.faultline.workload.Workload;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What things are put into and taken out of: queues and stacks. When all faults are over it is emptied, so that what was lost shows.
 *
 * @param models that can judge it
 * @param put what puts a fresh value in
 * @param take what takes one out, and answers nothing where there is none
 */
record Queues(List<String> models, String put, String take) implements Workload {

    @Override
    public Map<String, Integer> shares() {
        return Dealt.shares(put, 50, take, 50);
    }

    @Override
    public Set<Knob> knobs() {
        return EnumSet.of(Knob.KEYS, Knob.CONFLICTS);
    }

    @Override
    public Generator generator(Setting setting) {
        FreshValues values = new FreshValues(setting);
        return new Dealt(
                        models,
                        shares(),
                        Map.of(),
                        knobs(),
                        _ -> Map.of(
                                put, (client, key) -> new Request.Call(put, key, values.number(client), true),
                                take, (_, key) -> taken(key)),
                        keys -> atTheEnd(keys, Generators.nothing()))
                .generator(setting);
    }

    private Request taken(String key) {
        return new Request.Call(take, key, null, true);
    }

    @Override
    public Optional<Generator> afterwards(Setting setting, Generator proper) {
        return Optional.of(Generators.sequence(
                setting.keyNames().stream().map(key -> new Drain(taken(key))).toArray(Generator[]::new)));
    }

    /** Takes out what is left, until somebody finds nothing. */
    private static final class Drain implements Generator {
        private final Request request;
        private boolean empty;

        Drain(Request request) {
            this.request = request;
        }

        @Override
        public Next next(Turn turn) {
            return empty ? Next.over() : Next.ask(request);
        }

        @Override
        public void completed(Completion completion) {
            empty |= completion.reply() instanceof Reply.Ok(Object value) && value == null;
        }
    }

    @Override
    public SequencedMap<String, Request> atTheEnd(List<String> keys, Generator proper) {
        return Dealt.each(keys, this::taken);
    }
}
