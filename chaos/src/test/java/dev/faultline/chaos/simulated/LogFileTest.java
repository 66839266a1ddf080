package dev.faultline.chaos.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.chaos.format.LogCursor;
import dev.faultline.chaos.format.LogField;
import dev.faultline.chaos.format.LogLayout;
import dev.faultline.chaos.format.LogRecord;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What evidence says of files that have more than is looked at. */
class LogFileTest {
    @Test
    void fieldsThatAreNotKnownAreTold() {
        assertThat(LogFile.unknownFields(recordOf(10))).isEmpty();
        assertThat(LogFile.unknownFields(recordOf(LogCursor.FIELDS_MAX + 1)))
                .isEqualTo("; of a record the first 2000 fields are known");
    }

    private static LogRecord recordOf(int fields) {
        return LogLayout.scan(new byte[fields], cursor -> {
                    for (int i = 0; i < fields; i++) {
                        cursor.bytes("f" + i, LogField.Kind.VALUE, 1);
                    }
                    return cursor.record(LogRecord.Role.RECORD, "wide", LogRecord.Checksum.NONE);
                })
                .records()
                .getFirst();
    }

    @Test
    void typesThatAreNotShownAreCounted() {
        List<String> types = IntStream.range(0, 22).mapToObj(i -> "t" + i).toList();
        assertThat(LogFile.shown(types.subList(0, 20))).endsWith(", t18, t19");
        assertThat(LogFile.shown(types)).endsWith(", t18, t19 and 2 more");
    }
}
