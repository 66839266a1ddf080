package dev.faultline.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.faultline.chaos.World.Line;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

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
    PARTITION_OF_SOME("partition halves a | b only udp port 7000 for 10s", world -> {
        // One was under way.
        assertThat(received(world)).isLessThanOrEqualTo(1);
        assertThat(roundTrips(world)).isEqualTo(1.0, within(0.05));
        return text(
                "%d datagram passed in 10 s, which was under way; a round trip of the connection took %.2f times as"
                        + " long",
                received(world), roundTrips(world));
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
    LATENCY_OF_SOME("latency b > a by constant 20ms only udp for 10s", world -> {
        double later = behind(world, Line::isDuring) - behind(world, Line::isBefore);
        assertThat(later).isBetween(19.5, 20.5);
        assertThat(roundTrips(world)).isEqualTo(1.0, within(0.05));
        return text(
                "datagrams came %.2f ms later, a round trip of the connection took %.2f times as long",
                later, roundTrips(world));
    }),
    STALL("stall b > a for 2s", world -> {
        double longest = world.lines("nanos", Line::isDuring).isEmpty() ? 0 : mostBehind(world);
        assertThat(longest).isBetween(1.9, 2.05);
        return text("no datagram arrived for %.3f s, none was lost", longest);
    }),
    STALL_OF_SOME("stall b > a only udp for 2s", world -> {
        double longest = mostBehind(world);
        assertThat(longest).isBetween(1.9, 2.05);
        assertThat(longestGap(world, "rtt")).isLessThan(0.03);
        return text(
                "no datagram arrived for %.3f s, none was lost; an answer came at least every %.3f s",
                longest, longestGap(world, "rtt"));
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
    DISK_ERROR_NO_SPACE(
            "disk-error a at write of /growing with 1 answering ENOSPC for 10s",
            world -> all(world, "No space left on device")),
    DISK_ERROR_READ_ONLY(
            "disk-error a at write of /growing with 1 answering EROFS for 10s",
            world -> all(world, "Read-only file system")),
    DISK_ERROR_DENIED(
            "disk-error a at write of /growing with 1 answering EACCES for 10s",
            world -> all(world, "Permission denied")),
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
    MISDIRECTED_INTO_ANOTHER("misdirected-write a of /data by -150KB into /rest for 10s", world -> {
        wrong(world, 512 * 4, 512 * 4, "bit");
        // What was for the place at 150 KB, and the next two, begins before the end of the other file.
        byte[] expected = new byte[3 * 512];
        Arrays.fill(expected, World.FILLED);
        assertThat(Arrays.copyOf(world.rest(), 1_000)).isEqualTo(Arrays.copyOf(expected, 1_000));
        return "each of the blocks of /data was missing there, and /rest had those from 150 KB on at its beginning";
    }),
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
    LOSS_BY_RULES(
            "loss a <> b with 0.5 except 0 of tcp else 0.2 of from b port 7000 regex \"^...[\\\\x80-\\\\xff]\" for 10s",
            world -> {
                Line first = world.lines("received", Line::isDuring).getFirst();
                Line last = world.lines("received", Line::isDuring).getLast();
                long high = last.second() - first.second();
                long low = received(world) - high;
                // Of 256 numbers after each other half have the bit.
                double all = sent(world) / 2.0;
                assertThat(1 - high / all).isEqualTo(0.2, within(2.576 * Math.sqrt(0.2 * 0.8 / all) + 0.01));
                assertThat(1 - low / all).isEqualTo(0.5, within(2.576 * Math.sqrt(0.5 * 0.5 / all) + 0.01));
                assertThat(roundTrips(world)).isEqualTo(1.0, within(0.05));
                return text(
                        "%.3f of the datagrams of the second rule lost and %.3f of the others; a round trip of the"
                                + " connection took %.2f times as long",
                        1 - high / all, 1 - low / all, roundTrips(world));
            }),
    CORRUPTION("corruption b > a with 1 for 10s", world -> {
        List<Line> seen = world.lines("changed", Line::isDuring);
        assertThat(seen).isNotEmpty().allMatch(line -> line.number() == 1);
        return text("each of %d datagrams had 1 wrong bit", seen.size());
    }),
    DUPLICATION("duplication b > a with 0.2 only udp for 10s", world -> {
        long sent = sent(world);
        double twice = received(world) / (double) sent - 1;
        double band = 2.576 * Math.sqrt(0.2 * 0.8 / sent);
        assertThat(twice).isBetween(0.2 - band, 0.2 + band);
        return text("%.4f of %d datagrams came twice; the 99 %% band is 0.2 +- %.4f", twice, sent, band);
    }),
    REORDERING("reordering b > a window 8 for 10s", world -> {
        List<Line> seen = world.lines("moved", Line::isDuring);
        assertThat(seen).isNotEmpty().allMatch(line -> Math.abs(line.number()) < 8);
        assertThat(world.lines("moved", Line::isBefore)).isEmpty();
        return text("%d datagrams came at another place, by 7 places at most", seen.size());
    }),
    REORDERING_LATE("reordering-late b > a by 50ms for 10s", world -> {
        List<Line> seen = world.lines("moved", Line::isDuring);
        assertThat(seen).hasSizeGreaterThan(8_000).allMatch(line -> Math.abs(line.number()) <= 50);
        assertThat(world.lines("moved", Line::isBefore)).isEmpty();
        double later = behind(world, Line::isDuring) - behind(world, Line::isBefore);
        assertThat(later).isBetween(24.0, 26.0);
        return text(
                "%d datagrams came at another place, by %d places at most; they came %.2f ms later, 50/2 ms is 25",
                seen.size(),
                seen.stream().mapToLong(line -> Math.abs(line.number())).max().orElse(0),
                later);
    }),
    REORDERING_BURST("reordering-burst b > a of 8 with 0.05 order reversed for 10s", world -> {
        List<Long> moves =
                world.lines("moved", Line::isDuring).stream().map(Line::number).toList();
        long bursts = moves.size() / 8;
        for (int i = 0; i < bursts * 8; i++) {
            assertThat(moves.get(i)).isEqualTo(7 - 2 * (i % 8));
        }
        double outside = sent(world) - 7.0 * bursts;
        double band = 2.576 * Math.sqrt(0.05 * 0.95 / outside);
        assertThat(bursts / outside).isBetween(0.05 - band, 0.05 + band);
        return text(
                "%d times 8 datagrams came from the last to the first, which %.4f of the others began; the 99 %% band"
                        + " is 0.05 +- %.4f",
                bursts, bursts / outside, band);
    }),
    REORDERING_BEHIND("reordering-behind b > a by 3 only udp regex \"^...\\\\x00\" for 10s", world -> {
        List<Long> moves =
                world.lines("moved", Line::isDuring).stream().map(Line::number).toList();
        assertThat(moves).hasSizeGreaterThan(4 * 35);
        for (int i = 0; i < moves.size(); i++) {
            assertThat(moves.get(i)).isEqualTo(i % 4 < 3 ? 1 : -3);
        }
        return text(
                "%d datagrams, each 256th, came 3 places later, and those behind them 1 place earlier",
                moves.size() / 4);
    }),
    BANDWIDTH("bandwidth b > a to 10KB only udp for 10s", world -> {
        double rate = received(world) * 32 / 10.0;
        assertThat(rate).isBetween(10_000.0, 10_400.0);
        return text("%.0f bytes a second arrived of 32,000 that were sent, 10 KB is 10240", rate);
    }),
    BANDWIDTH_OF_A_DIRECTION("bandwidth b,c > a to 10KB per direction only udp for 10s", world -> {
        double one = received(world) * 32 / 10.0;
        double other = increase(world.lines("other", Line::isDuring)) * 32 / 10.0;
        assertThat(one + other).isBetween(10_000.0, 10_400.0);
        assertThat(one).isBetween(4_500.0, 5_800.0);
        return text("%.0f and %.0f bytes a second arrived of 32,000 each that were sent, 10 KB is 10240", one, other);
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
        // Damage is done at rest whether a program reads it or not.
        assertThat(world.report().effective()
                        || world.report().evidence().contains("no program on a has read what is wrong"))
                .as(world.report().toString())
                .isTrue();
        assertThat(world.unknown())
                .as("data of events that EventNames does not list")
                .isEmpty();
        return measure.apply(world);
    }

    /** What the node found in its log, but what it found first, which is from before the fault. */
    private static List<String> texts(World world, Predicate<Line> when) {
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

    /** How many times as long a round trip took as before. */
    private static double roundTrips(World world) {
        return world.mean("rtt", Line::isDuring) / world.mean("rtt", Line::isBefore);
    }

    /** How long datagrams were on their way, by how many were sent and had not come, in milliseconds on average. */
    private static double behind(World world, Predicate<Line> when) {
        List<Line> sent = world.lines("sent", any -> true);
        double rate = (double) increase(sent)
                / (sent.getLast().nanos() - sent.getFirst().nanos());
        // The beginning and the end of the fault are left out.
        long from = 1_000_000_000L + (when.test(sent.getFirst()) ? 0 : World.BEGIN_NANOS);
        return world
                        .lines(
                                "received",
                                line -> when.test(line) && line.nanos() > from && line.nanos() < from + 3_500_000_000L)
                        .stream()
                        .mapToDouble(line -> {
                            Line next = sent.stream()
                                    .filter(each -> each.nanos() >= line.nanos())
                                    .findFirst()
                                    .orElseThrow();
                            double by = next.number() - (next.nanos() - line.nanos()) * rate;
                            return by - line.number();
                        })
                        .average()
                        .orElseThrow()
                / rate
                / 1e6;
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
