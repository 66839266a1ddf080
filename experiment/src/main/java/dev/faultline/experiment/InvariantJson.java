package dev.faultline.experiment;

import dev.faultline.invariant.Account;
import dev.faultline.invariant.OperationAtHand;
import dev.faultline.invariant.Value;
import dev.faultline.invariant.Violation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of an invariant, as {@code verdict.json} has it. */
final class InvariantJson {
    private InvariantJson() {}

    static Map<String, Object> of(Account account) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", account.name());
        json.put("holds", account.text());
        json.put("at", account.moments());
        json.put("looks", account.looks());
        json.put("held", account.held());
        json.put("violated", account.violated());
        json.put("undecided", account.undecided());
        account.doubt().ifPresent(why -> json.put("doubt", why));
        account.missing().ifPresent(why -> json.put("missing", why));
        account.first().ifPresent(violation -> json.put("violation", of(violation)));
        return json;
    }

    private static Map<String, Object> of(Violation violation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("occasion", violation.occasion());
        violation.change().ifPresent(change -> json.put("change", change));
        violation.operation().ifPresent(operation -> json.put("operation", of(operation)));
        json.put("expected", violation.expected());
        json.put("actual", violation.actual());
        json.put("state", violation.state());
        json.put("more", violation.more());
        return json;
    }

    private static Map<String, @Nullable Object> of(OperationAtHand operation) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("f", operation.f());
        json.put("key", of(operation.key()));
        json.put("value", of(operation.value()));
        json.put("result", of(operation.result()));
        json.put("outcome", operation.outcome().text());
        json.put("process", operation.process());
        return json;
    }

    private static @Nullable Object of(Value value) {
        return switch (value) {
            case Value.Num(var number) -> number;
            case Value.Text(var text) -> text;
            case Value.Bool(var flag) -> flag;
            case Value.Nil _, Value.Missing _ -> null;
        };
    }
}
