package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Aftermath;
import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.chaos.RecordFault;
import dev.faultline.chaos.RecordFault.RecordChange;
import dev.faultline.chaos.RecordFault.Stage;
import dev.faultline.chaos.format.LogField;
import dev.faultline.chaos.format.LogRecord;
import dev.faultline.sim.DiskCall;
import dev.faultline.sim.DiskFault;
import dev.faultline.sim.DiskMatch;
import dev.faultline.sim.DiskPoint;
import dev.faultline.sim.Event;
import dev.faultline.sim.Node;
import dev.faultline.sim.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Fields of records get other values. Evidence: which, what they were and are, and whether that was read. */
final class RecordChangeInjection implements Injection {
    private static final int SHOWN_BYTES = 16;

    private final Victims victims;
    private final Node node;
    private final RecordChange change;
    private final DamageReads reads;
    private final GivingUp givingUp;
    private final ShownSentences changed = new ShownSentences();
    private final ShownSentences obstacles = new ShownSentences();
    private final List<DiskFault> flips = new ArrayList<>();
    private final DiskPoint written;
    private boolean on;
    private boolean spared;

    RecordChangeInjection(Victims victims, Downtime downtime, Node node, RecordChange change) {
        this.victims = victims;
        this.node = node;
        this.change = change;
        reads = new DamageReads(node);
        givingUp = new GivingUp(node, downtime);
        // Not to the very end, so that it is no point that a schedule waits for.
        written = new DiskPoint(
                DiskMatch.of(change.path(), DiskCall.Kind.WRITE).within(0, Long.MAX_VALUE - 1),
                DiskPoint.Moment.AFTER,
                1);
    }

    @Override
    public void inject() {
        Rng rng = victims.rng(node);
        on = true;
        if (change.stage() == Stage.WRITE) {
            node.disk().at(written, call -> wrote(call, rng));
            return;
        }
        LogFile.Search search = LogFile.search(node, change.path(), change.format(), change.record());
        if (search.isEmpty()) {
            obstacles.add(search.reason());
            return;
        }
        LogFile file = search.files().get(rng.below(search.files().size()));
        long most = change.stage() == Stage.READ ? 1 : change.times();
        List<LogRecord> chosen = file.from(change.record(), most, rng);
        if (most != Long.MAX_VALUE && chosen.size() < most) {
            obstacles.add("of " + most + " records that were to be changed " + chosen.size() + " are there");
        }
        for (LogRecord record : chosen) {
            Optional<LogField> field = field(file, record, rng);
            if (field.isPresent() && change.stage() == Stage.READ) {
                flipReads(file, record, field.get());
            } else if (field.isPresent()) {
                alter(file, record, field.get(), rng);
                file = LogFile.of(node, file.path(), file.format().name(), DiskFault.Layer.CACHE)
                        .orElseThrow();
            }
        }
    }

    private Optional<LogField> field(LogFile file, LogRecord record, Rng rng) {
        List<LogField> fields = change.field().equals(RecordFault.ANY)
                ? record.fields().stream().filter(each -> each.length() > 0).toList()
                : record.named(change.field());
        if (fields.isEmpty()) {
            obstacles.add(file.describe(record) + " of " + file.path() + " has no field " + change.field() + "; it has "
                    + record.fields().stream().map(LogField::name).distinct().collect(Collectors.joining(", "))
                    + LogFile.unknownFields(record));
            return Optional.empty();
        }
        return Optional.of(fields.get(rng.below(fields.size())));
    }

    private void flipReads(LogFile file, LogRecord record, LogField field) {
        DiskMatch match = DiskMatch.of(file.path(), DiskCall.Kind.READ).within(field.from(), field.to());
        DiskFault flip = new DiskFault(
                match, 1, change.times(), change.chance(), new DiskFault.Effect.Flip(DiskFault.Layer.CACHE));
        node.disk().inject(flip);
        flips.add(flip);
        changed.add("of " + file.path() + " on " + node.name() + ", "
                + file.format().name() + ", " + file.describe(record) + ", field " + field.name() + " at byte "
                + field.from() + LogFile.unknownFields(record) + file.rest());
    }

    /** A call has written: one of the records that it touched is changed. */
    private void wrote(DiskCall call, Rng rng) {
        node.disk().cancel(written);
        if (rng.chance(change.chance())) {
            Optional<LogFile> found = LogFile.of(node, call.path(), change.format(), DiskFault.Layer.CACHE);
            if (found.isEmpty()) {
                obstacles.add("of " + call.path() + " on " + node.name() + " no format is known");
            }
            found.ifPresent(file -> wrote(call, file, rng));
        } else {
            spared = true;
        }
        if (on && changed.count() < change.times()) {
            node.disk().at(written, next -> wrote(next, rng));
        }
    }

    private void wrote(DiskCall call, LogFile file, Rng rng) {
        long end = call.position() + call.length();
        List<LogRecord> touched = file.layout().records().stream()
                .filter(record -> change.record().type().isEmpty()
                        ? record.role() == LogRecord.Role.RECORD
                        : record.type().equals(change.record().type()))
                .filter(record -> record.from() < end && record.to() > call.position() && record.to() <= end)
                .toList();
        List<LogRecord> meant = LogFile.pick(touched, change.record());
        if (meant.isEmpty()) {
            obstacles.add("a write to " + file.path() + " ended no such record");
            return;
        }
        LogRecord record = meant.get(rng.below(meant.size()));
        field(file, record, rng).ifPresent(field -> alter(file, record, field, rng));
    }

    private void alter(LogFile file, LogRecord record, LogField field, Rng rng) {
        byte[] after = file.contents().clone();
        become(after, field, rng);
        if (change.checksum() == RecordFault.Sum.RIGHT) {
            try {
                after = file.format().seal(after, record);
            } catch (RuntimeException e) {
                obstacles.add(file.format().name() + " cannot put the checksum right: " + e.getMessage());
                return;
            }
        }
        String was = hex(file.contents(), field);
        String is = hex(after, field);
        if (Arrays.equals(file.contents(), after)) {
            obstacles.add("field " + field.name() + " of " + file.describe(record) + " of " + file.path() + " was "
                    + was + " already");
            return;
        }
        for (int from = Arrays.mismatch(file.contents(), after); from < after.length; ) {
            int to = from;
            while (to < after.length && after[to] != file.contents()[to]) {
                to++;
            }
            node.disk().overwrite(file.path(), from, Arrays.copyOfRange(after, from, to), DiskFault.Layer.CACHE);
            int more = Arrays.mismatch(file.contents(), to, after.length, after, to, after.length);
            from = more < 0 ? after.length : to + more;
        }
        reads.watch(file.path());
        changed.add("of " + file.path() + " on " + node.name() + ", "
                + file.format().name() + ", "
                + file.describe(record) + ", field " + field.name() + " at byte " + field.from() + " was " + was
                + " and is " + is + (change.checksum() == RecordFault.Sum.RIGHT ? ", with the right checksum" : "")
                + LogFile.unknownFields(record)
                + file.rest());
    }

    private void become(byte[] bytes, LogField field, Rng rng) {
        switch (change.becoming()) {
            case FLIP -> {
                int bit = rng.below(8 * field.length());
                bytes[field.from() + bit / 8] ^= (byte) (1 << bit % 8);
            }
            case ZERO -> Arrays.fill(bytes, field.from(), field.to(), (byte) 0);
            case ONES -> Arrays.fill(bytes, field.from(), field.to(), (byte) -1);
            case DRAWN -> {
                for (int i = field.from(); i < field.to(); i++) {
                    bytes[i] ^= (byte) rng.between(1, 255);
                }
            }
        }
    }

    private static String hex(byte[] bytes, LogField field) {
        int end = Math.min(field.to(), field.from() + SHOWN_BYTES);
        return HexFormat.of().formatHex(bytes, field.from(), end) + (end < field.to() ? "..." : "");
    }

    @Override
    public void observe(Event event) {
        reads.observe(event);
        givingUp.observe(event);
    }

    @Override
    public Evidence heal() {
        on = false;
        node.disk().cancel(written);
        List<String> sentences = new ArrayList<>();
        long flipped = 0;
        for (DiskFault flip : flips) {
            flipped += node.disk().heal(flip);
        }
        boolean effective = flips.isEmpty() ? changed.count() > 0 : flipped > 0;
        if (!flips.isEmpty()) {
            sentences.add(Evidence.count(flipped, "read") + " with a bit flipped:");
        }
        sentences.addAll(changed.sentences());
        if (flips.isEmpty() && effective) {
            sentences.add(reads.sentence());
        }
        if (flips.isEmpty() && changed.count() < change.times()) {
            sentences.addAll(obstacles.sentences());
        }
        if (sentences.isEmpty()) {
            sentences.add(
                    spared
                            ? "the chance let every write to " + change.path() + " be"
                            : "nothing was written to " + change.path());
        }
        return givingUp.heal(new Evidence(effective, sentences));
    }

    /** What was changed at rest is met by who reads it; a call that was changed has been met. */
    @Override
    public Optional<Aftermath> aftermath() {
        return change.stage() == Stage.REST && changed.count() > 0 ? Optional.of(reads) : Optional.empty();
    }
}
