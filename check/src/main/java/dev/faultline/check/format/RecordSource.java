package dev.faultline.check.format;

import org.jspecify.annotations.Nullable;

/** Events as they stand in a file, one after the other. */
sealed interface RecordSource permits MapRecords, EtcdRecords {

    /** The next event, null after the last. */
    @Nullable
    Event next();
}
