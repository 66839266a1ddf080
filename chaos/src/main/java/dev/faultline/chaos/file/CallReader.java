package dev.faultline.chaos.file;

import dev.faultline.chaos.CallPoint;
import dev.faultline.chaos.Fault;
import dev.faultline.chaos.scenario.Moment;
import dev.faultline.journal.Spelling;
import dev.faultline.sim.DiskCall;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a point in the middle of a call: {@code { after = "rename", of = "/data/epoch", node = "n1", nth = 2 }}, {@code { before
 * = "method", of = "org.example.Store.write" }}.
 */
final class CallReader {
    /** The word for a call of a method. */
    static final String METHOD = "method";

    private CallReader() {}

    static Optional<Moment> read(Fields fields, Fields.Taken taken, NamedNodes named) {
        Optional<Fields> table = fields.inner(taken);
        if (table.isEmpty()) {
            fields.problem(
                    taken.key(),
                    "must be a table with before or after, and of; is "
                            + taken.tree().is());
            return Optional.empty();
        }
        Fields inner = table.get();
        Optional<Moment> moment = point(inner, named);
        inner.refuseOthers();
        return moment;
    }

    private static Optional<Moment> point(Fields fields, NamedNodes named) {
        boolean before = fields.has("before");
        Optional<Fields.Taken> call = fields.take("before", "after");
        Optional<Fields.Taken> of = fields.take("of");
        Optional<Fields.Taken> on = fields.take("node", "nodes");
        int nth = fields.number(1, MomentReader.NTH_MAX, "nth").orElse(1);
        if (call.isEmpty()) {
            fields.missing("'before' or 'after' is missing; it is a call: " + words(), "before", "after");
        }
        if (of.isEmpty()) {
            fields.missing(
                    "'of' is missing; it is a pattern of paths, such as \"/data/**\", or of methods, such as"
                            + " \"org.example.Store.write\"",
                    "of");
        }
        Optional<CallPoint.Call> called = call.flatMap(said -> of.flatMap(fields::text)
                .flatMap(pattern -> fields.text(said).flatMap(word -> call(fields, said.key(), word, pattern))));
        List<String> nodes = on.map(each -> named.ofCall(fields, each)).orElse(List.of(Fault.ALL));
        CallPoint.Side side = before ? CallPoint.Side.BEFORE : CallPoint.Side.AFTER;
        return called.flatMap(each -> fields.made("of", () -> {
            CallPoint point = new CallPoint(nodes, each, side, nth);
            named.surroundings().suits().require(point);
            return new Moment.Call(point);
        }));
    }

    private static Optional<CallPoint.Call> call(Fields fields, String key, String word, String of) {
        if (word.equals(METHOD)) {
            return fields.made("of", () -> new CallPoint.OfMethod(of));
        }
        return kind(fields, key, word).flatMap(kind -> fields.made("of", () -> new CallPoint.OfDisk(kind, of)));
    }

    private static Optional<DiskCall.Kind> kind(Fields fields, String key, String word) {
        Optional<DiskCall.Kind> kind = Arrays.stream(DiskCall.Kind.values())
                .filter(each -> word(each).equals(word))
                .findFirst();
        if (kind.isEmpty()) {
            fields.problem(key, "'" + word + "' is no call; " + Spelling.hint(word, "calls", words()));
        }
        return kind;
    }

    static String word(DiskCall.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> words() {
        return Stream.concat(Arrays.stream(DiskCall.Kind.values()).map(CallReader::word), Stream.of(METHOD))
                .toList();
    }
}
