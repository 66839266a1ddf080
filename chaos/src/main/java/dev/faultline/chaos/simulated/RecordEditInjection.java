package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Aftermath;
import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.chaos.RecordFault.RecordEdit;
import dev.faultline.chaos.format.LogRecord;
import dev.faultline.sim.Event;
import dev.faultline.sim.Node;
import dev.faultline.sim.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Records of a file are deleted, doubled or moved. Evidence: which, and whether the file was read since. */
final class RecordEditInjection implements Injection {
    private final Victims victims;
    private final Node node;
    private final RecordEdit edit;
    private final DamageReads reads;
    private Evidence evidence = Evidence.of(false, "it did not begin");

    RecordEditInjection(Victims victims, Node node, RecordEdit edit) {
        this.victims = victims;
        this.node = node;
        this.edit = edit;
        reads = new DamageReads(node);
    }

    @Override
    public void inject() {
        Rng rng = victims.rng(node);
        LogFile.Search search = LogFile.search(node, edit.path(), edit.format(), edit.record());
        if (search.isEmpty()) {
            evidence = Evidence.of(false, search.reason());
            return;
        }
        LogFile file = search.files().get(rng.below(search.files().size()));
        List<LogRecord> chosen = file.from(edit.record(), edit.count(), rng);
        List<LogRecord> records = new ArrayList<>(file.layout().records());
        int first = records.indexOf(chosen.getFirst());
        int behind = records.indexOf(chosen.getLast()) + 1;
        String what = switch (edit.edit()) {
            case DELETE -> {
                records.removeAll(chosen);
                yield "deleted";
            }
            case DUPLICATE -> {
                records.addAll(behind, chosen);
                yield "there twice";
            }
            case SWAP -> {
                if (behind == records.size() || !swaps(records.get(behind), chosen.getLast())) {
                    evidence = Evidence.of(
                            false,
                            "no record follows " + file.describe(chosen.getLast()) + " of " + file.path() + " on "
                                    + node.name());
                    yield "";
                }
                records.add(first, records.remove(behind));
                yield "behind the one that followed";
            }
        };
        if (!what.isEmpty()) {
            write(file, chosen, records, what);
        }
    }

    private static boolean swaps(LogRecord next, LogRecord record) {
        return next.role() == record.role();
    }

    private void write(LogFile file, List<LogRecord> chosen, List<LogRecord> records, String what) {
        byte[] after;
        try {
            after = file.format().arrange(file.contents(), file.layout(), records);
        } catch (RuntimeException e) {
            evidence = Evidence.of(false, file.format().name() + " cannot write the records anew: " + e.getMessage());
            return;
        }
        if (Arrays.equals(after, file.contents())) {
            evidence = Evidence.of(false, "the records of " + file.path() + " are equal; nothing changed");
            return;
        }
        node.disk().replace(file.path(), after);
        reads.watch(file.path());
        evidence = Evidence.of(
                true,
                "of " + file.path() + " on " + node.name() + ", "
                        + file.format().name() + ", "
                        + file.describe(chosen.getFirst())
                        + (chosen.size() == 1 ? "" : " and " + (chosen.size() - 1) + " more") + ", " + what + "; "
                        + Evidence.count(after.length, "byte") + " of " + file.contents().length + " before"
                        + file.rest());
    }

    @Override
    public void observe(Event event) {
        reads.observe(event);
    }

    @Override
    public Evidence heal() {
        if (!evidence.effective()) {
            return evidence;
        }
        List<String> sentences = new ArrayList<>(evidence.sentences());
        sentences.add(reads.sentence());
        return new Evidence(true, sentences);
    }

    @Override
    public Optional<Aftermath> aftermath() {
        return evidence.effective() ? Optional.of(reads) : Optional.empty();
    }
}
