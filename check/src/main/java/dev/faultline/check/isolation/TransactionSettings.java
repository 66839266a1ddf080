package dev.faultline.check.isolation;

import dev.faultline.check.Intake;
import dev.faultline.check.Settings;
import dev.faultline.check.format.KeySurvey;
import dev.faultline.check.isolation.Transactions.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was said of a history of transactions, or shows in it.
 *
 * @param world what is there beside it
 * @param keys where single operations have their keys
 */
record TransactionSettings(Settings settings, World world, KeySurvey.Keys keys) {

    static TransactionSettings of(Map<String, String> given, Path file, Model model, SingleOperations single) {
        Settings settings =
                new Settings(given, single.ofKnossos() ? Map.of("initial", "0", "nil-read", "anything") : Map.of());
        KeySurvey.Keys keys = single.any() ? settings.keys(single.keys(), single.fields()) : KeySurvey.Keys.NONE;
        if (model != Model.REGISTER) {
            boolean open = model != Model.COUNTER_ADD && settings.choice("world", "closed", "open");
            return new TransactionSettings(settings, new World(open, false, null, false), keys);
        }
        boolean open = settings.choice("world", "closed", "open");
        boolean initial = !Files.isDirectory(file) && settings.has("initial");
        boolean nil = single.any() && settings.choice("nil-read", "absent", "anything");
        World world = new World(open, initial, initial ? settings.value("initial") : null, nil);
        return new TransactionSettings(settings, world, keys);
    }

    void requireAllUsed(String model, boolean guessed) {
        settings.requireAllUsed(model, guessed);
    }

    String described(String model) {
        Map<String, String> used = settings.used();
        return used.isEmpty() ? model : model + " " + used;
    }

    Intake intake(TransactionFiles.Contents contents) {
        Transactions history = contents.history();
        TransactionFiles.Counts counts = contents.counts();
        long leftOut =
                counts.leftOut().values().stream().mapToLong(Long::longValue).sum();
        List<String> assumptions = new ArrayList<>();
        if (keys != KeySurvey.Keys.NONE) {
            assumptions.add("values are [key value], as those of jepsen.independent");
        }
        assumptions.addAll(counts.remarks());
        assumptions.add(
                world.open()
                        ? "open world: what nobody wrote counts as written by others"
                        : "closed world: every write is recorded" + initially(history));
        return new Intake(
                counts.lines(),
                counts.unit(),
                counts.read(),
                counts.read() - leftOut,
                counts.leftOut(),
                observations(history),
                assumptions);
    }

    private static String initially(Transactions history) {
        return history.model() == Model.REGISTER
                ? ", and a register holds %s before it is written".formatted(history.value(history.initial))
                : "";
    }

    /** How many transactions read something, and committed. */
    private static long observations(Transactions history) {
        long observing = 0;
        for (int t = 0; t < history.size(); t++) {
            boolean reads = false;
            for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
                reads |= history.opKind[op] == Transactions.READ;
            }
            observing += reads ? 1 : 0;
        }
        return observing;
    }
}
