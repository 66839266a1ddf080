package dev.faultline.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Models by the names that commands have for them, with their settings as text. */
final class NamedModels {

    private static final Map<String, Function<Settings, Model<?>>> MODELS = new LinkedHashMap<>();

    static {
        MODELS.put("register", settings -> Models.register(settings.value("initial"), settings.options()));
        MODELS.put("cas-register", settings -> Models.casRegister(settings.value("initial"), settings.options()));
        MODELS.put("multi-register", NamedModels::multiRegister);
        MODELS.put("kv", settings -> Models.keyValue(settings.value("initial")));
        MODELS.put("counter", settings -> Models.counter(settings.number("initial", 0)));
        MODELS.put("set", _ -> Models.set());
        MODELS.put("bag", _ -> Models.bag());
        MODELS.put("fifo-queue", _ -> Models.queue());
        MODELS.put("priority-queue", _ -> Models.priorityQueue());
        MODELS.put("stack", _ -> Models.stack());
        MODELS.put("mutex", _ -> Models.mutex());
        MODELS.put("reentrant-lock", _ -> Models.reentrantLock());
        MODELS.put("read-write-lock", _ -> Models.readWriteLock());
        MODELS.put("fenced-lock", _ -> Models.fencedLock());
        MODELS.put("semaphore", settings -> Models.semaphore(settings.number("permits", 1)));
        MODELS.put("leader-lease", _ -> Models.leaderLease());
        MODELS.put("unique-ids", _ -> Models.uniqueIds());
        MODELS.put("append-log", NamedModels::appendLog);
        MODELS.put("bank", NamedModels::bank);
    }

    private NamedModels() {}

    static Set<String> names() {
        return MODELS.keySet();
    }

    static Optional<Model<?>> find(String name, Settings settings) {
        return Optional.ofNullable(MODELS.get(name)).map(make -> make.apply(settings));
    }

    /** What a model takes for granted that its settings may say otherwise, in a sentence without an end. */
    static Optional<String> assumption(String name, Model<?> model) {
        return switch (name) {
            case "register", "cas-register", "kv" -> {
                Object initial = model.initial() instanceof Optional<?> value && value.isPresent() ? value.get() : null;
                yield Optional.of("closed world: a key holds %s before it is first written (--set initial=V)"
                        .formatted(Fit.told(initial)));
            }
            case "multi-register" -> Optional.of("closed world: keys hold what --set initial says, else nil");
            case "semaphore" ->
                model.initial().equals(1L) ? Optional.of("there is one permit (--set permits=N)") : Optional.empty();
            case "bank" ->
                Optional.of("accounts hold at the start what --set initial says, else what the first read shows");
            default -> Optional.empty();
        };
    }

    private static Model<?> multiRegister(Settings settings) {
        Object initial = settings.value("initial");
        return initial instanceof Map<?, ?> each
                ? Stores.multiRegister(each, null)
                : Stores.multiRegister(Map.of(), initial);
    }

    private static Model<?> appendLog(Settings settings) {
        return settings.has("answers")
                ? Stores.log(
                        settings.choice("answers", "values", "places") ? Stores.Appends.PLACES : Stores.Appends.VALUES)
                : Stores.log(Stores.Appends.EITHER);
    }

    private static Model<?> bank(Settings settings) {
        boolean overdraft = settings.choice("overdraft", "forbidden", "allowed");
        Object initial = settings.value("initial");
        if (initial == null) {
            return Bank.ofUnknownBalances(overdraft);
        }
        if (initial instanceof Map<?, ?> balances) {
            Map<Object, Number> numbers = new LinkedHashMap<>();
            balances.forEach((account, balance) -> {
                if (Fit.isWhole(balance) && balance instanceof Number number) {
                    numbers.put(String.valueOf(account), number);
                }
            });
            if (numbers.size() == balances.size()) {
                return Bank.model(numbers, overdraft);
            }
        }
        throw new IllegalArgumentException(
                "setting 'initial' of a bank is a map of accounts to whole numbers, such as {a 10, b 0}, not "
                        + initial);
    }
}
