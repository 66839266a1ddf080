package dev.faultline.check.isolation;

import dev.faultline.check.format.Event;
import dev.faultline.check.format.EventReader;
import dev.faultline.check.format.FileFormat;
import dev.faultline.check.format.KeySurvey;
import dev.faultline.check.format.ReadLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * What shows of a file whose events are single operations, not transactions.
 *
 * @param any whether they are
 * @param keys where the keys are, if in the values
 * @param ofKnossos whether they are of one register as Knossos has it, so that it holds 0 at first and a read of nil tells
 *     nothing
 */
record SingleOperations(boolean any, KeySurvey.Keys keys, boolean fields, boolean ofKnossos) {

    private static final SingleOperations NONE = new SingleOperations(false, KeySurvey.Keys.NONE, false, false);
    private static final Set<String> OF_REGISTERS = Set.of("read", "write", "cas");
    private static final int EVENTS_BETWEEN_POLLS = 256;

    /** Reads all of the file if it begins with a single operation. */
    static SingleOperations of(Path file, IsolationLimits limits) {
        FileFormat format = Files.isDirectory(file) ? FileFormat.COBRA : FileFormat.of(file);
        if (format != FileFormat.EDN && format != FileFormat.JSON) {
            return NONE;
        }
        KeySurvey survey = new KeySurvey();
        boolean registers = true;
        boolean any = false;
        try (EventReader events = EventReader.open(file, ReadLimits.standard())) {
            int untilPoll = 0;
            for (Event event = events.next(); event != null; event = events.next()) {
                if (++untilPoll % EVENTS_BETWEEN_POLLS == 0) {
                    limits.poll("it read the file");
                }
                if (!event.isOfClient()) {
                    continue;
                }
                if (event.f() == null || event.f().equals("txn")) {
                    return NONE;
                }
                any = true;
                survey.take(event);
                registers &= OF_REGISTERS.contains(event.f());
            }
        }
        boolean keyed = survey.fields() || survey.keys() != KeySurvey.Keys.NONE;
        return new SingleOperations(
                any, survey.keys(), survey.fields(), any && registers && !keyed && format == FileFormat.EDN);
    }
}
