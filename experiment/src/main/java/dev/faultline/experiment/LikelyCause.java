package dev.faultline.experiment;

import dev.faultline.sim.Deed;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A known reason why two runs of one seed differ: a line of {@code causes.txt}.
 *
 * @param name what it is called
 * @param between which runs differ
 * @param deed found in what was done differently
 * @param frames found in a frame of that
 * @param means what it means
 * @param remedy what to do
 */
record LikelyCause(String name, Between between, Pattern deed, Pattern frames, String means, String remedy) {
    private static final String FILE = "causes.txt";

    /** Which runs differ. */
    enum Between {
        /** The first runs of two fresh JVMs. */
        JVMS,
        /** The first run of a JVM and a later one, or two later ones; fresh JVMs agree. */
        LIVES,
        /** In the catalogue: either. */
        ANY
    }

    /** Returns the first line that fits. */
    static Optional<LikelyCause> of(Between between, List<Deed> deeds) {
        return all().stream().filter(cause -> cause.fits(between, deeds)).findFirst();
    }

    static List<LikelyCause> all() {
        return Table.read(FILE, 6).stream().map(LikelyCause::parse).toList();
    }

    private boolean fits(Between found, List<Deed> deeds) {
        return (between == Between.ANY || between == found)
                && deeds.stream()
                        .anyMatch(each -> deed.matcher(each.what()).find()
                                && (frames.pattern().isEmpty()
                                        || each.frames().stream()
                                                .anyMatch(frame ->
                                                        frames.matcher(frame).find())));
    }

    private static LikelyCause parse(Table.Row row) {
        return new LikelyCause(
                row.cell(0),
                Between.valueOf(row.cell(1).toUpperCase(java.util.Locale.ROOT)),
                Pattern.compile(row.cell(2)),
                Pattern.compile(row.cell(3)),
                row.cell(4),
                row.cell(5));
    }

    String describe() {
        return "likely cause: " + name + " - " + means + "\nremedy: " + remedy;
    }
}
