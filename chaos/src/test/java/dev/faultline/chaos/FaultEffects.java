package dev.faultline.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.faultline.chaos.World.Line;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** For each kind of fault one that is carried out, and what is measured of it against what it says. */
@SuppressWarnings({"ImmutableEnumChecker", "AnnotateFormatMethod"})
enum FaultEffects {
    KILL("kill a for 2s", world -> down(world, 2)),
    POWER_LOSS("power-loss a for 2s", world -> down(world, 2)),
    STOP("stop a within 1s for 2s", world -> {
        assertThat(world.lines("hook", Line::isDuring))
                .as("the shutdown hook has run")
                .hasSize(1);
        return "the shutdown hook ran; " + down(world, 2);
    }),
    UPGRADE("upgrade a to build=2 within 1s for 2s", world -> {
        assertThat(world.lines("hook", Line::isDuring))
                .as("the shutdown hook has run")
                .hasSize(1);
        assertThat(world.lines("build", any -> true)).extracting(Line::number).containsExactly(1L, 2L);
        return "the shutdown hook ran; build 1 ended and build 2 ran; " + down(world, 2);
    }),
    WIPE("wipe a for 2s", world -> down(world, 2)),
    PAUSE("pause a for 2s", world -> {
        double gap = longestGap(world, "nanos");
        assertThat(gap).isBetween(2.0, 2.06);
        return text("no thread took a turn for %.3f s", gap);
    }),
    PARTITION("partition halves a | b for 10s", world -> {
        List<Line> passed = world.lines("rtt", line -> line.isDuring() && line.nanos() > World.BEGIN_NANOS + 2_000_000);
        assertThat(passed).isEmpty();
        assertThat(received(world)).isZero();
        return "0 answers and 0 datagrams passed in 10 s";
    }),
    FLAP("flap a <> b every 1s for 10s", world -> {
        double share = received(world) / (double) sent(world);
        assertThat(share).isBetween(0.48, 0.52);
        return text("%.1f %% of the datagrams passed, half is 50", share * 100);
    }),
    LATENCY("latency a <> b by constant 20ms for 10s", world -> {
        double shift = world.mean("rtt", Line::isDuring) - world.mean("rtt", Line::isBefore);
        assertThat(shift).isBetween(39.5e6, 40.5e6);
        return text("a round trip took %.2f ms more, 2 x 20 ms is 40", shift / 1e6);
    }),
    STALL("stall b > a for 2s", world -> {
        double longest = world.lines("nanos", Line::isDuring).isEmpty() ? 0 : mostBehind(world);
        assertThat(longest).isBetween(1.9, 2.05);
        return text("no datagram arrived for %.3f s, none was lost", longest);
    }),
    RESET("reset a <> b", world -> {
        assertThat(world.lines("lost", Line::isDuring)).hasSize(1);
        return "the connection broke with \""
                + world.lines("lost", Line::isDuring).getFirst().text().substring("lost 0 ".length()) + "\"";
    }),
    DATAGRAMS("datagrams b > a with loss 0.2 for 10s", world -> {
        long sent = sent(world);
        double loss = 1 - received(world) / (double) sent;
        // The 99 % band of the binomial distribution.
        double band = 2.576 * Math.sqrt(0.2 * 0.8 / sent);
        assertThat(loss).isBetween(0.2 - band, 0.2 + band);
        return text("%.4f of %d datagrams lost; the 99 %% band is 0.2 +- %.4f", loss, sent, band);
    }),
    CLOCK_JUMP("clock-jump a by -1h for 10s", world -> {
        double off =
                drift(world, World.BEGIN_NANOS + 1_000_000_000L) - drift(world, World.BEGIN_NANOS - 1_000_000_000L);
        assertThat(off).isBetween(-3_600.06, -3_599.94);
        return text("the time of day was %.2f s off", off);
    }),
    CLOCK_DRIFT("clock-drift a by 100000ppm for 10s", world -> {
        double gained = (drift(world, World.END_NANOS - 100_000_000L) - drift(world, World.BEGIN_NANOS)) / 9.9;
        assertThat(gained).isBetween(0.099, 0.101);
        return text("the clock gained %.4f s a second, 100000 ppm is 0.1", gained);
    }),
    SLOW_DISK("slow-disk a by x20 for 10s", world -> {
        double factor = world.mean("sync", Line::isDuring) / world.mean("sync", Line::isBefore);
        assertThat(factor).isBetween(17.0, 22.0);
        return text("a write with its sync took %.1f times as long", factor);
    }),
    DISK_ERROR("disk-error a at sync of / with 0.5 for 10s", world -> {
        int failed = world.lines("unsynced", Line::isDuring).size();
        int all = failed + world.lines("sync", Line::isDuring).size();
        double band = 2.576 * Math.sqrt(0.25 / all);
        assertThat(failed / (double) all).isBetween(0.5 - band, 0.5 + band);
        return text("%.3f of %d syncs failed; the 99 %% band is 0.5 +- %.3f", failed / (double) all, all, band);
    }),
    BIT_FLIP("bit-flip a at write of /data for 10s", world -> wrong(world, 1, 1, "bit")),
    TORN_WRITE("torn-write a of /data unit 64B for 10s", world -> {
        List<Line> blocks = world.lines("bits", Line::isDuring);
        assertThat(blocks).isNotEmpty().allMatch(line -> line.number() % (64 * 4) == 0 && line.number() <= 512 * 4);
        return text(
                "of %d blocks of 512 bytes %.1f %% were missing, always whole 64 bytes at the end",
                blocks.size(), blocks.stream().mapToLong(Line::number).average().orElse(0) / (512 * 4) * 100);
    }),
    LOST_WRITE("lost-write a of /data for 10s", world -> wrong(world, 512 * 4, 512 * 4, "bit")),
    MISDIRECTED_WRITE("misdirected-write a of /data by -1KB for 10s", world -> wrong(world, 512 * 4, 512 * 4, "bit")),
    LOST_SYNC("lost-sync a of /data for 10s", world -> {
        assertThat(world.unsafeBlocks()).isGreaterThan(100);
        return text("after 9.9 s %d blocks that were synced were not on the disk", world.unsafeBlocks());
    }),
    DISK_DELAY("disk-delay a at sync of / by constant 20ms for 10s", world -> {
        double shift = world.mean("sync", Line::isDuring) - world.mean("sync", Line::isBefore);
        assertThat(shift).isBetween(19.8e6, 20.2e6);
        return text("a write with its sync took %.2f ms more", shift / 1e6);
    }),
    DISK_BANDWIDTH("disk-bandwidth a to 40KB for 10s", world -> {
        double took = world.mean("sync", Line::isDuring) / 1e6;
        assertThat(took).isBetween(99.0, 103.0);
        return text("a sync of a page of 4 KB took %.1f ms, 4/40 s is 100", took);
    }),
    DEAD_DISK("dead-disk a for 10s", world -> all(world, "Input/output error")),
    BIT_ROT("bit-rot a of /rest byte 17 bit 3", world -> {
        byte[] expected = new byte[1_000];
        expected[17] = 8;
        assertThat(world.rest()).isEqualTo(expected);
        return "byte 17 of the file is 8 and was 0, all others are as they were";
    }),
    TRUNCATE("truncate a of /rest by 100B", world -> {
        assertThat(world.rest()).isEqualTo(new byte[900]);
        return "the file has 900 bytes and had 1000";
    }),
    RECORD_CHANGE("record-change a of /kv/log record 2 field command to drawn checksum right for 10s", world -> {
        assertThat(texts(world, Line::isBefore)).containsOnly("records 5 sound, their commands are 1 2 3 4 5");
        assertThat(texts(world, Line::isDuring))
                .hasSize(1)
                .first(STRING)
                .matches("records 5 sound, .* are 1 other 3 4 5");
        assertThat(world.report().evidence()).anyMatch(each -> each.contains("have read what is wrong"));
        return "all 5 records had the right checksum, and the second another command";
    }),
    RECORD_EDIT("record-edit a duplicate of /kv/log record 2 count 2 for 10s", world -> {
        assertThat(texts(world, Line::isDuring)).containsOnly("records 7 sound, their commands are 1 2 3 2 3 4 5");
        return "the log had the commands 1 2 3 2 3 4 5, each with the right checksum, and 1 2 3 4 5 before";
    }),
    SEGMENT_EDIT("segment-edit a swap of /segments segment 2 for 10s", world -> {
        assertThat(world.lines("segments", Line::isBefore)).allMatch(line -> line.number() == 123);
        assertThat(world.lines("segments", Line::isDuring)).allMatch(line -> line.number() == 132);
        return "what had been in the second of three files was in the third, and the other way round";
    }),
    LOSS("loss b > a with 0.2 only udp for 10s", world -> {
        long sent = sent(world);
        double loss = 1 - received(world) / (double) sent;
        double band = 2.576 * Math.sqrt(0.2 * 0.8 / sent);
        assertThat(loss).isBetween(0.2 - band, 0.2 + band);
        assertThat(world.mean("rtt", Line::isDuring)).isLessThan(1.5 * world.mean("rtt", Line::isBefore));
        return text("%.4f of %d datagrams lost; the 99 %% band is 0.2 +- %.4f", loss, sent, band);
    }),
    CORRUPTION("corruption b > a with 1 for 10s", world -> {
        List<Line> seen = world.lines("changed", Line::isDuring);
        assertThat(seen).isNotEmpty().allMatch(line -> line.number() == 1);
        return text("each of %d datagrams had 1 wrong bit", seen.size());
    }),
    REORDERING("reordering b > a window 8 for 10s", world -> {
        List<Line> seen = world.lines("moved", Line::isDuring);
        assertThat(seen).isNotEmpty().allMatch(line -> Math.abs(line.number()) < 8);
        assertThat(world.lines("moved", Line::isBefore)).isEmpty();
        return text("%d datagrams came at another place, by 7 places at most", seen.size());
    }),
    BANDWIDTH("bandwidth b > a to 10KB only udp for 10s", world -> {
        double rate = received(world) * 32 / 10.0;
        assertThat(rate).isBetween(10_000.0, 10_400.0);
        return text("%.0f bytes a second arrived of 32,000 that were sent, 10 KB is 10240", rate);
    }),
    CLOCK_FREEZE("clock-freeze a for 10s", world -> {
        double lost = drift(world, World.END_NANOS - 100_000_000L) - drift(world, World.BEGIN_NANOS);
        assertThat(lost).isBetween(-9.95, -9.8);
        return text("after 9.9 s the time of day was %.2f s behind", -lost);
    }),
    CLOCK_STROBE("clock-strobe a by 1h every 1s for 10s", world -> {
        double usual = drift(world, World.BEGIN_NANOS);
        List<Line> during = world.lines("millis", Line::isDuring);
        long ahead = during.stream()
                .filter(line -> line.number() / 1e3 - line.nanos() / 1e9 - usual > 1_800)
                .count();
        assertThat(ahead / (double) during.size()).isBetween(0.48, 0.52);
        return text("%d of %d readings were 1 h ahead", ahead, during.size());
    }),
    CPU_SHARE("cpu-share a to 0.3 for 10s", world -> {
        double factor = world.mean("work", Line::isDuring) / world.mean("work", Line::isBefore);
        assertThat(factor).isBetween(3.2, 3.5);
        return text("the same work took %.3f times as long, 1/0.3 is 3.333", factor);
    }),
    FILE_LIMIT("file-limit a to 10 for 10s", world -> {
        List<Line> files = world.lines("files", Line::isDuring);
        assertThat(world.lines("files", Line::isBefore)).allMatch(line -> line.number() == 20);
        assertThat(files).isNotEmpty().allMatch(line -> line.number() < 10);
        return text(
                "%d files could be opened beside what was open, then: %s",
                files.getLast().number(),
                world.lines("refused", Line::isDuring).getFirst().text().substring("refused 0 ".length()));
    }),
    THREAD_LIMIT("thread-limit a to 12 for 10s", world -> {
        List<Line> threads = world.lines("threads", Line::isDuring);
        assertThat(world.lines("threads", Line::isBefore)).allMatch(line -> line.number() == 20);
        assertThat(threads).isNotEmpty().allMatch(line -> line.number() < 12);
        return text(
                "%d threads could be started beside those there were, then: %s",
                threads.getLast().number(),
                world.lines("refused", Line::isDuring).getFirst().text().substring("refused 0 ".length()));
    }),
    MEMORY_LIMIT("memory-limit a to 512KB lifetime 1s for 10s", world -> {
        List<Line> pages = world.lines("page", Line::isDuring);
        double rate = pages.size() * 10_000 / 10.0;
        assertThat(rate).isBetween(510_000.0, 535_000.0);
        assertThat(world.lines("page", Line::isBefore)).hasSizeGreaterThan(490);
        assertThat(world.lines("short", any -> true)).isNotEmpty().allMatch(Line::isDuring);
        return text(
                "of 1,000,000 bytes a second %.0f could be allocated, 512 KB in 1 s are 524288; else: %s",
                rate, world.lines("short", Line::isDuring).getFirst().text().substring("short 0 ".length()));
    }),
    METHOD_THROW("method-throw a of **.Ledger.add throwing java.io.IOException with 0.2 for 10s", world -> {
        int thrown = world.lines("threw", Line::isDuring).size();
        int all = thrown + world.lines("sum", Line::isDuring).size();
        double band = 2.576 * Math.sqrt(0.2 * 0.8 / all);
        assertThat(thrown / (double) all).isBetween(0.2 - band, 0.2 + band);
        assertThat(world.lines("threw", any -> true))
                .hasSize(thrown)
                .allMatch(line -> line.text().equals("threw 0 java.io.IOException: injected"));
        return text("%.3f of %d calls threw it; the 99 %% band is 0.2 +- %.3f", thrown / (double) all, all, band);
    }),
    METHOD_DELAY("method-delay a of **.Ledger.add by constant 20ms for 10s", world -> {
        double shift = world.mean("took", Line::isDuring) - world.mean("took", Line::isBefore);
        assertThat(shift).isBetween(19.9e6, 20.1e6);
        return text("a call took %.2f ms more", shift / 1e6);
    }),
    METHOD_RETURN("method-return a of **.Ledger.name returning \"other\" times 100 for 10s", world -> {
        List<Line> other = world.lines("named", line -> line.text().equals("named 0 other"));
        assertThat(other).hasSize(100).allMatch(Line::isDuring);
        return text(
                "%d calls returned it and then none, of %d",
                other.size(), world.lines("named", Line::isDuring).size());
    }),
    FULL_DISK("full-disk a for 10s", world -> all(world, "No space left on device")),
    READ_ONLY_DISK("read-only-disk a for 10s", world -> all(world, "Read-only file system"));

    private final String line;
    private final Function<World, String> measure;

    FaultEffects(String line, Function<World, String> measure) {
        this.line = line;
        this.measure = measure;
    }

    /** Returns the line of the fault. */
    String line() {
        return line;
    }

    /** Carries it out and returns what was measured; fails if that is not what the fault says. */
    String measure() {
        World world = World.under(line);
        assertThat(world.report().effective()).as(world.report().toString()).isTrue();
        return measure.apply(world);
    }

    /** What the node found in its log, but what it found first, which is from before the fault. */
    private static List<String> texts(World world, java.util.function.Predicate<Line> when) {
        return world.lines("records", when).stream().map(Line::text).distinct().toList();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String down(World world, double seconds) {
        double gap = longestGap(world, "nanos");
        assertThat(gap).isBetween(seconds - 0.06, seconds + 0.06);
        assertThat(world.lines("started", any -> true)).hasSize(2);
        return text("its program ran again after %.3f s", gap);
    }

    /** The longest time without a line of this kind, in seconds. */
    private static double longestGap(World world, String what) {
        List<Line> lines = world.lines(what, any -> true);
        long longest = 0;
        for (int i = 1; i < lines.size(); i++) {
            longest = Math.max(longest, lines.get(i).nanos() - lines.get(i - 1).nanos());
        }
        return longest / 1e9;
    }

    private static long sent(World world) {
        return increase(world.lines("sent", Line::isDuring));
    }

    private static long received(World world) {
        return increase(world.lines("received", Line::isDuring));
    }

    private static long increase(List<Line> lines) {
        return lines.getLast().number() - lines.getFirst().number();
    }

    /** The longest time in which the count of datagrams stood still, in seconds. */
    private static double mostBehind(World world) {
        List<Line> lines = world.lines("received", any -> true);
        long since = lines.getFirst().nanos();
        long longest = 0;
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).number() != lines.get(i - 1).number()) {
                since = lines.get(i).nanos();
            }
            longest = Math.max(longest, lines.get(i).nanos() - since);
        }
        long missing = world.lines("sent", any -> true).getLast().number()
                - lines.getLast().number();
        assertThat(missing).as("datagrams that never came").isLessThan(60);
        return longest / 1e9;
    }

    /** How far the time of day is ahead of the run, at that time of the run, in seconds. */
    private static double drift(World world, long atNanos) {
        List<Line> readings = world.lines("millis", line -> line.nanos() <= atNanos);
        Line last = readings.getLast();
        return last.number() / 1e3 - last.nanos() / 1e9;
    }

    private static String wrong(World world, long least, long most, String what) {
        List<Line> blocks = world.lines("bits", Line::isDuring);
        assertThat(blocks).isNotEmpty().allMatch(line -> line.number() >= least && line.number() <= most);
        assertThat(world.lines("bits", Line::isBefore)).allMatch(line -> line.number() == 0);
        return text("each of %d blocks had %d wrong %s%s", blocks.size(), least, what, least == 1 ? "" : "s");
    }

    private static String all(World world, String message) {
        List<Line> failed = world.lines("unsynced", Line::isDuring);
        List<Line> done =
                world.lines("sync", line -> line.isDuring() && line.nanos() > World.BEGIN_NANOS + 300_000_000);
        assertThat(failed).isNotEmpty().allMatch(line -> line.text().contains(message));
        assertThat(done).isEmpty();
        return text("%d of %d writes failed with \"%s\"", failed.size(), failed.size(), message);
    }
}
