package dev.faultline.experiment;

import dev.faultline.sim.CrashRule;
import dev.faultline.sim.DiskSpec;
import dev.faultline.sim.DiskTimes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the table {@code [system.disk]}: what the disks of all nodes are like. */
final class DiskReader {
    private static final List<String> CRASHES = List.of("ext4", "strict", "everything-lost");
    private static final List<String> SPEEDS = List.of("ssd", "nvme", "network", "rotating");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})(B|KB|MB|GB)");

    private DiskReader() {}

    static DiskSpec read(Section section) {
        String crash = section.choice("crash", CRASHES, CRASHES.getFirst());
        String speed = section.choice("speed", SPEEDS, SPEEDS.getFirst());
        long capacity = capacity(section);
        section.refuseOthers();
        return new DiskSpec(
                CrashRule.named(CRASHES.contains(crash) ? crash : CRASHES.getFirst()),
                DiskTimes.named(SPEEDS.contains(speed) ? speed : SPEEDS.getFirst()),
                capacity);
    }

    private static long capacity(Section section) {
        if (!section.has("capacity")) {
            return Long.MAX_VALUE;
        }
        String text = section.text("capacity", "");
        Optional<Long> bytes = bytes(text);
        if (bytes.isEmpty()) {
            section.problem("capacity", "must be a size like \"64KB\", \"512MB\" or \"2GB\", is '" + text + "'");
        }
        return bytes.orElse(Long.MAX_VALUE);
    }

    /** Returns how many bytes {@code 512MB} are, in powers of 1,024; empty if the text is no size, or nothing. */
    static Optional<Long> bytes(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            return Optional.empty();
        }
        int shift = switch (size.group(2)) {
            case "KB" -> 10;
            case "MB" -> 20;
            case "GB" -> 30;
            default -> 0;
        };
        long count = Long.parseLong(size.group(1));
        return count == 0 || count > Long.MAX_VALUE >> shift ? Optional.empty() : Optional.of(count << shift);
    }
}
