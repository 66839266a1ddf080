package dev.faultline.workload;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a transaction, as Elle has them (Kyle Kingsbury and Peter Alvaro, "Elle: Inferring Isolation Anomalies from
 * Experimental Observations", 2020).
 *
 * @param f {@link #READ}, {@link #WRITE}, {@link #APPEND} to a list, or {@link #ADD} to a set or a counter
 * @param key of which object
 * @param value what is written or added: text or a whole number; of a read null in a request, and what was read in the reply
 */
public record MicroOperation(String f, String key, @Nullable Object value) {
    /** What is there? */
    public static final String READ = "r";

    /** Let this be there. */
    public static final String WRITE = "w";

    /** Put this at the end of the list. */
    public static final String APPEND = "append";

    /** Put this into the set; or add this number to the counter. */
    public static final String ADD = "add";

    /** Returns a read, which is to be answered. */
    public static MicroOperation read(String key) {
        return new MicroOperation(READ, key, null);
    }

    /** Returns whether it reads. */
    public boolean isRead() {
        return f.equals(READ);
    }

    /** Returns this read with its answer: null for nothing, a text, a number, or a list of such. */
    public MicroOperation answered(@Nullable Object answer) {
        return new MicroOperation(f, key, answer);
    }

    /** Returns it as histories have it. */
    List<@Nullable Object> recorded() {
        return Arrays.asList(f, key, value);
    }
}
