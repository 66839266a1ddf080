package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A replay under a debugger ends as it ends without one, whatever is looked at on the way. With {@code
 * -Dfaultline.debugger.sessions=20} that many are held.
 */
class DebuggerTest {
    private static final int SESSIONS = Integer.getInteger("faultline.debugger.sessions", 2);
    private static final long SECONDS = 120;
    private static final Pattern FINGERPRINT = Pattern.compile("fingerprint ([0-9a-f]{16})");
    private static final String[] REPLAY = "replay kv --seed 1".split(" ");

    /** A server stands for election when another was killed. */
    private static final List<String> PLACES = List.of(
            "dev.faultline.examples.Replica.standForElection",
            "dev.faultline.examples.Replica.tick",
            "dev.faultline.examples.Replica.execute",
            "dev.faultline.examples.KvServer.servePeer",
            "dev.faultline.examples.DurableLog.sync");

    private static final List<String> LOOKS =
            List.of("where", "where all", "locals", "dump this", "threads", "print this.toString().length()");
    private static final List<String> STEPS = List.of("step", "next", "next", "step up");

    @TempDir
    private Path folder;

    @Test
    void aReplayThatIsLookedIntoEndsAsOneThatIsNot() throws Exception {
        String undisturbed = fingerprint(end("undisturbed", REPLAY));
        long seed = Long.getLong("faultline.debugger.seed", 1);
        for (int i = 0; i < SESSIONS; i++) {
            assertThat(fingerprint(session("session" + i, PLACES.get(i % PLACES.size()), new Random(seed + i))))
                    .as("seed %d", seed + i)
                    .isEqualTo(undisturbed);
        }
    }

    private String session(String name, String place, Random random) throws Exception {
        try (FaultlineProcess command = FaultlineProcess.forDebugger(folderOf(name), REPLAY);
                Jdb jdb = Jdb.at(command)) {
            assertThat(jdb.type("stop in " + place)).contains("Deferring");
            assertThat(jdb.goOn("cont")).contains("Breakpoint hit", place + "()");
            assertThat(jdb.type("where")).contains(place);
            int stops = 3 + random.nextInt(4);
            for (int stop = 0; stop < stops && !jdb.isOver(); stop++) {
                look(jdb, random);
                if (!jdb.isOver()) {
                    jdb.goOn("cont");
                }
            }
            if (!jdb.isOver()) {
                assertThat(jdb.type("clear " + place)).contains("Removed");
                jdb.goOn("cont");
            }
            assertThat(command.exitCode(SECONDS)).isZero();
            return command.out();
        }
    }

    /** A step out of a loop without an end, or in a server that is killed meanwhile, goes to the end of the run. */
    private static void look(Jdb jdb, Random random) throws IOException {
        for (int i = 0; i < 3; i++) {
            jdb.type(LOOKS.get(random.nextInt(LOOKS.size())));
        }
        jdb.goOn(STEPS.get(random.nextInt(STEPS.size())));
        if (!jdb.isOver()) {
            jdb.type(LOOKS.get(random.nextInt(LOOKS.size())));
        }
    }

    private String end(String name, String... words) throws Exception {
        try (FaultlineProcess command = new FaultlineProcess(folderOf(name), words)) {
            assertThat(command.exitCode(SECONDS)).as(command.error()).isZero();
            return command.out();
        }
    }

    private Path folderOf(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private static String fingerprint(String out) {
        Matcher found = FINGERPRINT.matcher(out);
        assertThat(found.find()).as(out).isTrue();
        return found.group(1);
    }
}
