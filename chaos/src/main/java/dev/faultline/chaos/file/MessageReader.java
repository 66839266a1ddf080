package dev.faultline.chaos.file;

import dev.faultline.chaos.MessagePoint;
import dev.faultline.chaos.scenario.Moment;
import dev.faultline.sim.PacketFilter;
import dev.faultline.sim.PacketFilter.Content;
import dev.faultline.sim.PacketFilter.Kind;
import dev.faultline.sim.PacketFilter.Protocol;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads and writes which message is meant: {@code { nth = 3, from = "n1", to = "n2", port = 2181, text = "vote" }}. */
final class MessageReader {
    private static final String FORM = "a table, such as { from = \"n1\", nth = 3 }";
    private static final int PORT_MAX = 65_535;
    /** What a message carries, by the key; {@code bytes} are hexadecimal. */
    private static final List<Key> CONTENTS =
            List.of(new Key("text", Kind.TEXT), new Key("bytes", Kind.HEX), new Key("regex", Kind.REGEX));

    private record Key(String word, Kind kind) {}

    private MessageReader() {}

    static Optional<Moment> read(Fields fields, Fields.Taken taken, NamedNodes named) {
        Optional<Fields> table = fields.inner(taken);
        if (table.isEmpty()) {
            fields.problem(
                    taken.key(), "must be " + FORM + "; is " + taken.tree().is());
            return Optional.empty();
        }
        Fields inner = table.get();
        List<String> from =
                inner.take("from").map(each -> named.ofMessage(inner, each)).orElse(List.of());
        List<String> to =
                inner.take("to").map(each -> named.ofMessage(inner, each)).orElse(List.of());
        MessagePoint.When usual = from.isEmpty() && !to.isEmpty() ? MessagePoint.When.ARRIVED : MessagePoint.When.SENT;
        MessagePoint.When when = choice(inner, "when", usual, MessagePoint.When.values());
        Protocol protocol = choice(inner, "protocol", Protocol.ANY, Protocol.values());
        PacketFilter which = PacketFilter.ALL.with(protocol);
        Optional<Integer> port = inner.number(1, PORT_MAX, "port");
        if (port.isPresent()) {
            which = which.withPorts(port.get());
        }
        Optional<Content> content = content(inner);
        PacketFilter filter = content.isPresent() ? which.with(content.get()) : which;
        Fields.Taken number = inner.take("nth", "number").orElse(null);
        int nth = number == null
                ? 1
                : inner.number(1, MomentReader.NTH_MAX, number).orElse(1);
        inner.refuseOthers();
        return fields.made(
                taken.key(), () -> (Moment) new Moment.Message(new MessagePoint(from, to, filter, when, nth)));
    }

    static Optional<Content> content(Fields fields) {
        List<Fields.Taken> given = new ArrayList<>();
        Optional<Content> content = Optional.empty();
        for (Key each : CONTENTS) {
            Optional<Fields.Taken> taken = fields.take(each.word());
            if (taken.isPresent()) {
                given.add(taken.get());
                content = fields.text(taken.get())
                        .flatMap(text -> fields.made(each.word(), () -> new Content(each.kind(), text)));
            }
        }
        if (given.size() > 1) {
            fields.problem(
                    given.getLast().key(),
                    "stands beside " + given.getFirst().key() + "; only one of them can be said");
        }
        return content;
    }

    static <E extends Enum<E>> E choice(Fields fields, String key, E usual, E[] values) {
        return fields.take(key)
                .map(taken -> {
                    Optional<String> text = fields.text(taken);
                    for (E value : values) {
                        if (text.isPresent() && word(value).equals(text.get())) {
                            return value;
                        }
                    }
                    text.ifPresent(word -> fields.problem(
                            taken.key(), "must be one of " + String.join(", ", words(values)) + ", is '" + word + "'"));
                    return usual;
                })
                .orElse(usual);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static List<String> words(Enum<?>[] values) {
        return Arrays.stream(values).map(MessageReader::word).toList();
    }

    /** Returns what is read back as the point. */
    static Map<String, Object> table(MessagePoint point) {
        Map<String, Object> table = new LinkedHashMap<>();
        if (!point.from().isEmpty()) {
            table.put("from", point.from());
        }
        if (!point.to().isEmpty()) {
            table.put("to", point.to());
        }
        PacketFilter which = point.which();
        if (which.protocol() != Protocol.ANY) {
            table.put("protocol", word(which.protocol()));
        }
        if (!which.ports().isEmpty()) {
            table.put("port", BigDecimal.valueOf(which.ports().getFirst()));
        }
        for (Key key : CONTENTS) {
            if (which.content().kind() == key.kind()) {
                table.put(key.word(), which.content().text());
            }
        }
        table.put("when", word(point.when()));
        if (point.nth() != 1) {
            table.put("nth", BigDecimal.valueOf(point.nth()));
        }
        return table;
    }
}
