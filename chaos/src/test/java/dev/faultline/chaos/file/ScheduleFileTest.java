package dev.faultline.chaos.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.chaos.Schedule;
import dev.faultline.chaos.Suitability;
import dev.faultline.chaos.file.ScheduleFile.Format;
import dev.faultline.chaos.scenario.EventPattern;
import dev.faultline.chaos.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleFileTest {
    private static Scenario toml(String text) {
        return ScheduleFile.read(text, Format.TOML, "a.toml");
    }

    private static Scenario yaml(String text) {
        return ScheduleFile.read(text, Format.YAML, "a.yaml");
    }

    private static String refusal(String text, Format format) {
        try {
            ScheduleFile.read(text, format, "f");
        } catch (ScheduleFileException e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("not refused: " + text);
    }

    @ParameterizedTest
    @EnumSource(names = {"TOML", "YAML"})
    void whatIsWrittenReadsBackAsTheSame(Format format) {
        for (long seed = 0; seed < 1_000; seed++) {
            Scenario scenario = new RandomScenarios(seed).next();
            String text = ScheduleFile.write(scenario, format);
            assertThat(ScheduleFile.read(text, format, "seed " + seed))
                    .as("seed %d:%n%s", seed, text)
                    .isEqualTo(scenario);
        }
    }

    @Test
    void linesAreTheScheduleThatTheyAlwaysWere() {
        String text = "# two\n12s kill n1 for 3s\n\n  1.5s   partition halves n1,n2 | n3 for 5s\n";
        Scenario scenario = ScheduleFile.read(text, Format.LINES, "s.txt");
        assertThat(ScheduleFile.write(scenario, Format.LINES))
                .isEqualTo("12s kill n1 for 3s\n1.5s partition halves n1,n2 | n3 for 5s\n");
        Schedule schedule = Schedule.parse("12s kill n1 for 3s\n13s reset n1 <> n2");
        assertThat(ScheduleFile.read(schedule.toString(), Format.LINES, "")).isEqualTo(Scenario.of(schedule));
    }

    @Test
    void aStepThatCouldNeverComeIsRefusedWhereItStands() {
        String during = "{ while = { since = { event = \"Up\" }, until = { event = \"Down\" } }, fault = \"kill n1\" }";
        assertThat(refusal("[[step]]\nat = \"1s\"\nsequence = [" + during + ", \"kill n2 for 1s\"]", Format.TOML))
                .contains("f:3:", "step 2 of the sequence never comes");
        assertThat(refusal("[[step]]\nstep = " + during + "\nrepeat = 3", Format.TOML))
                .contains("f:3:", "has no end");
    }

    @Test
    void aByteOrderMarkBeforeTheTextIsNoPartOfIt() {
        assertThat(ScheduleFile.read("\ufeff12s kill n1 for 3s", Format.LINES, ""))
                .isEqualTo(ScheduleFile.read("12s kill n1 for 3s", Format.LINES, ""));
        assertThat(toml("\ufeff[[step]]\nfault = 'kill n1 for 3s'"))
                .isEqualTo(toml("[[step]]\nfault = 'kill n1 for 3s'"));
        assertThat(yaml("\ufeffsteps: [kill n1 for 3s]")).isEqualTo(yaml("steps: [kill n1 for 3s]"));
    }

    @Test
    void whatIsNoRegularExpressionIsRefusedWhereItStands() {
        assertThat(refusal("1s kill n1 for 3s\n2s kill @printed(\"(\") for 1s", Format.LINES))
                .contains("f:2:1: ", "column 6: \"(\" is no regular expression: Unclosed group");
    }

    @Test
    void whoHitsTheNodeOfAnEventBeginsWithOne() {
        String wrong = "column 6: @trigger is the node of the event with which a step began";
        assertThat(refusal("5s kill @trigger for 1s", Format.LINES)).contains("f:1:1: ", wrong);
        assertThat(refusal("[[step]]\nat = '5s'\nfault = 'kill @trigger'", Format.TOML))
                .contains("f:3:1: ", wrong);
        assertThat(refusal("[[step]]\nat = '5s'\ntype = 'kill'\nnodes = '@trigger'", Format.TOML))
                .contains("f:4:1: step[0].nodes: @trigger is the node");
        String absent = "absent = { event = 'NodeStarted', quiet = '5s' }";
        assertThat(refusal("[[step]]\n" + absent + "\nfault = 'kill @trigger'", Format.TOML))
                .contains(wrong);
        String after = "[[step]]\nsequence = [{ wait = { on = 'NodeStarted' } }, 'kill @trigger for 1s']\n";
        assertThat(refusal(after + "[[step]]\nfault = 'kill @trigger'", Format.TOML))
                .contains("f:4:1: ", wrong)
                .doesNotContain("f:2:");
        for (String known : List.of(
                "printed = 'x'\nfault = 'kill @trigger'",
                "timing = { on = 'NodeStarted' }\nsequence = [{ at = '9s', fault = 'kill @trigger' }]",
                "while = { since = 'NodeStarted', until = 'NodeExited' }\n"
                        + "every = '1s'\n"
                        + "fault = 'pause @trigger for 1s'",
                "call = { after = 'sync', of = '/a' }\nchoose = ['kill @trigger', 'pause @trigger']",
                "message = { to = 'n1' }\nstep = { rolling = true, fault = 'kill @trigger for 1s' }")) {
            assertThat(ScheduleFile.read("[[step]]\n" + known, Format.TOML, "").faults())
                    .isNotEmpty();
        }
    }

    @Test
    void anEventThatNoRunHasIsRefusedInAFault() {
        Surroundings known = Surroundings.of(List.of("n1"));
        assertThatThrownBy(() -> ScheduleFile.read("5s kill @event(\"NodeStartet\") for 1s", Format.LINES, "f", known))
                .hasMessageContaining("f:1:1: ", "column 6: no run has an event 'NodeStartet'; did you mean");
    }

    private static String refusal(String text, Surroundings known) {
        try {
            ScheduleFile.read(text, Format.TOML, "f", known);
        } catch (ScheduleFileException e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("not refused: " + text);
    }

    @Test
    void whatTheDataOfAnEventNeverHasIsRefused() {
        Surroundings known = Surroundings.of(List.of("n1"));
        String wrong =
                "'bytez' is never in the data of MessageSent; did you mean 'bytes'? names there: connection, to, bytes,"
                        + " offset";
        assertThat(refusal(
                        "[[step]]\n"
                                + "on = { event = 'MessageSent', where = { bytez = 3, to = 'n1' } }\n"
                                + "fault = 'kill n1 for 1s'",
                        known))
                .contains("f:2:", "step[0].on.where.bytez: " + wrong);
        assertThat(refusal("[[step]]\nfault = 'kill @event(\"MessageSent bytez=3\") for 1s'", known))
                .contains("column 6: " + wrong);
    }

    @Test
    void whatIsAwaitedIsToldAsItWasWritten() {
        EventPattern number = new EventPattern("MessageSent", "", Map.of("bytes", EventPattern.whole("3")));
        assertThat(number).hasToString("event MessageSent with bytes 3");
        assertThat(EventPattern.printed("a+b")).hasToString("a printed line with \"a+b\"");
    }

    /** One mistake is told once: not again with what would follow if it had been left out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "call = { befor = 'rename', of = '/data/**' }\nfault = 'kill @trigger for 1s'",
                "call = { before = 'move', of = '/data/**' }\nfault = 'kill @trigger for 1s'",
                "printed = '[unclosed'\nfault = 'kill @trigger for 1s'",
                "on = { event = 'NodeStarted', nth = 0 }\nfault = 'kill @trigger for 1s'",
                "message = { from = 'n1', port = 99999 }\nfault = 'kill @trigger for 1s'",
                "sequence = [{ wait = { printed = '[' } }, 'kill @trigger for 1s']",
                "every = '5'\nstep = { while = { since = 'NodeStarted', until = 'NodeExited' }, fault = 'kill n1' }",
                "fault = 'kill @west for 1s'\n[groups]\nwest = ['n1', 'n7']",
                "fault = 'kill @west for 1s'\n[groups]\nwest = 'n1'",
            })
    void aMistakeIsToldOnce(String step) {
        assertThat(refusal("[[step]]\n" + step, Surroundings.of(List.of("n1", "n2")))
                        .lines())
                .hasSize(1);
    }

    @Test
    void whatCanOnlyComeWhenAllIsOverIsRefusedWhereThatIsKnown() {
        Surroundings known = Surroundings.of(List.of("n1", "n2")).until(Duration.ofSeconds(23));
        String late = "is too late: all faults are undone when the workload is over, at 23s";
        assertThat(refusal("[[step]]\nat = '70s'\nfault = 'kill n1 for 1s'", known))
                .contains("f:2:1: step[0].at: '70s' " + late);
        assertThat(refusal("step = ['uniform 23s..30s kill n1 for 1s']", known))
                .contains("f:1:9: ", "'uniform 23s..30s' " + late);
        assertThat(refusal("[[step]]\nsequence = [{ wait = '1m' }, 'kill n1 for 1s']", known))
                .contains("'1m' " + late);
        assertThat(refusal("[[step]]\nat = '3s'\nevery = '5s'\nfault = 'kill n1'", known))
                .contains("f:3:1: step[0].every: 'kill n1' has no 'for'", " has hold of the process of n1");
        for (String fine : List.of(
                "at = 'uniform 20s..30s'\nfault = 'kill n1'",
                "every = '5s'\nfault = 'kill @any'",
                "every = '5s'\nfault = 'kill n1 for 1s'",
                "every = '5s'\nfault = 'reset n1 <> n2'",
                "every = '5s'\nname = 'down'\nfault = 'kill n1'\n[[step]]\nat = '8s'\nheal = 'down'")) {
            assertThat(ScheduleFile.read("[[step]]\n" + fine, Format.TOML, "f", known)
                            .steps())
                    .isNotEmpty();
        }
    }

    @Test
    void ofAShapeThatIsNoneItIsSaidWhichWasMeant() {
        assertThat(refusal("5s partition halfs n1 | n2 for 1s", Format.LINES)).contains("did you mean 'halves'?");
    }

    @Test
    void mistakesInLinesHaveTheirLine() {
        assertThat(refusal("12s kill n1 for 3s\n 5s  kil n1\n7 kill n1 for 3s\n9s\n", Format.LINES))
                .contains(
                        "f:2:2: 'kil n1', column 1: 'kil' is no kind of fault",
                        "f:3:1: '7' is no duration",
                        "f:4:1: '9s' says when, and nothing what");
        assertThat(ScheduleFile.read("kill n1 at 12s for 3s", Format.LINES, ""))
                .isEqualTo(ScheduleFile.read("12s kill n1 for 3s", Format.LINES, ""));
    }

    @Test
    void theFormOfTheRequirementIsAccepted() {
        Scenario expected = toml("""
            [[step]]
            name = "network_delay_1"
            fault = "latency node1 > node3 by normal 200ms 50ms"
            [[step]]
            name = "node_crash"
            after = "30s"
            fault = "kill node2"
            """);
        assertThat(toml("""
            [faults]

            [faults.network_delay_1]
            type = "network_delay"
            target = { source_node = "node1", destination_node = "node3" }
            delay = { distribution = "normal", mean = "200ms", std_dev = "50ms" }

            [faults.node_crash]
            type = "node_crash"
            target = "node2"
            timing = { after = "30s" }
            """)).isEqualTo(expected);
        assertThat(yaml("""
            faults:
              - name: network_delay_1
                type: network_delay
                target: {source_node: node1, destination_node: node3}
                delay: {distribution: normal, mean: 200ms, std_dev: 50ms}
              - {name: node_crash, type: node_crash, target: node2, timing: {after: 30s}}
            """)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "type = 'clock-drift', node = 'n1', ppm = 500, for = '5s' | clock-drift n1 by 500ppm for 5s",
                "type = 'slow-disk', node = 'n1', factor = 20 | slow-disk n1 by x20",
                "type = 'method-throw', node = 'n1', method = 'a.B.c', exception = 'x.Y', message = 'for \"n1\" at"
                        + " 5s', chosen = 0.25 | method-throw n1 of a.B.c throwing x.Y saying \"for \\\"n1\\\" at 5s\""
                        + " chosen 0.25",
                "type = 'method_return', node = 'n1', method = 'a.B.c', value = true, times = 2"
                        + " | method-return n1 of a.B.c returning true times 2",
                "type = 'method_return', node = 'n1', method = 'a.B.c', value = '\"a b\"'"
                        + " | method-return n1 of a.B.c returning \"a b\"",
                "type = 'slow-disk', node = '@any', factor = 'uniform x2..x20' | slow-disk @any by uniform x2..x20",
                "type = 'power-loss', nodes = ['n1', 'n2'], lasting = '5s' | power-loss n1,n2 for 5s",
                "type = 'partition', cut = [['n1', 'n2', 'n3'], ['n4']] | partition sides n1,n2,n3 ! n4",
                "type = 'partition', cut = [['n1', 'n2', 'n3'], ['n4', 'n5']] | partition sides n1,n2,n3 ! n4,n5",
                "type = 'partition', target = { groups = [['1', '2'], ['3', '4', '5', '6']] } | partition sides 1,2"
                        + " ! 3,4,5,6",
                "type = 'partition', cut = { shape = 'one-way', side = 'n1', other = '@others' } | partition one-way"
                        + " n1 > @others",
                "type = 'datagrams', links = 'all <> all', chances = { loss = 0.1, reordering = 0.25 } | datagrams all"
                        + " <> all with loss 0.1 reordering 0.25",
                "type = 'latency', links = { from = 'n1', to = ['n2', 'n3'], both = true }, extra = '5ms' | latency n1"
                        + " <> n2,n3 by constant 5ms",
                "type = 'latency', links = 'n1 > n2', extra = { distribution = 'uniform', min = '1ms', max = '2ms',"
                        + " jitter = '1ms' } | latency n1 > n2 by uniform 1ms 2ms + constant 1ms",
                "type = 'disk_io_failure', node = 'n1', operation = 'sync', path = '/', probability = 'log 0.01..0.1'"
                        + " | disk-error n1 at sync of / with log 0.01..0.1",
                "type = 'loss', links = 'n1 > n2', chance = 0.1, only = 'udp', except = '0 of port 53'"
                        + " | loss n1 > n2 with 0.1 only udp except 0 of port 53",
                "type = 'loss', links = 'all <> all', chance = 0.1, only = { protocol = 'udp' }, rules = [{ chance ="
                        + " 0, host = '10.0.0.3' }, { probability = 'log 0.1..1', from = 'n1', to = ['n2', 'n3'],"
                        + " port = [53, 54], bytes = 'cafe01' }, '1 of text \"a for b\"'] | loss all <> all with 0.1"
                        + " only udp except 0 of at 10.0.0.3 else log 0.1..1 of from n1 to n2,n3 port 53,54 hex cafe01"
                        + " else 1 of text \"a for b\"",
                "type = 'duplication', links = 'n1 > n2', chance = 0, except = { chance = 1, regex = 'a\"b' }"
                        + " | duplication n1 > n2 with 0 except 1 of regex \"a\\\"b\"",
                "type = 'network_delay', target = 'n1 > n2', delay = '5ms', only = { protocol = 'tcp', port = 2888 }"
                        + " | latency n1 > n2 by constant 5ms only tcp port 2888",
                "type = 'partition', cut = [['n1'], ['n2']], only = { port = 2888, address = '10.0.0.1' }"
                        + " | partition sides n1 ! n2 only at 10.0.0.1 port 2888",
                "type = 'bandwidth', links = 'n1 <> all', bytes = '1MB', per = 'direction'"
                        + " | bandwidth n1 <> all to 1MB per direction",
                "type = 'reordering', links = 'n1 > n2', window = 8, within = '2s'"
                        + " | reordering n1 > n2 window 8 within 2s",
                "type = 'reordering_late', links = 'n1 > n2', most = '5ms' | reordering-late n1 > n2 by 5ms",
                "type = 'reordering_burst', links = 'n1 > n2', packets = 8, chance = 0.05, order = 'reversed'"
                        + " | reordering-burst n1 > n2 of 8 with 0.05 order reversed",
                "type = 'reordering_behind', links = 'n1 > n2', packets = 3, only = { text = 'x' }, within = '2s'"
                        + " | reordering-behind n1 > n2 by 3 within 2s only text \"x\"",
                "type = 'disk_error', node = 'n1', operation = 'write', path = '/', chance = 1, error = 'ENOSPC'"
                        + " | disk-error n1 at write of / with 1 answering ENOSPC",
                "type = 'misdirected-write', node = 'n1', path = '/a', by = '0B', into = '/b'"
                        + " | misdirected-write n1 of /a by 0B into /b",
                "type = 'upgrade', target = 'all', to = { version = '3.9.5', tick = 500 }, within = '0s' | upgrade all"
                        + " to version=3.9.5,tick=500 within 0s",
                "type = 'restart', nodes = 'all', for = '2s', rolling = true | rolling stop all for 2s",
                "fault = 'kill all for 2s', rolling = '9s' | rolling kill all for 2s every 9s",
                "type = 'node_crash', crash_type = 'power', target = ['n1'] | power-loss n1",
            })
    void tablesAreTheLinesThatTheySay(String table, String line) {
        assertThat(toml("faults = [{ " + table + " }]")).isEqualTo(toml("faults = ['" + line.replace('!', '|') + "']"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[[step]]\\nfalt = 'kill n1' | f:2:1: step[0].falt: unknown key; did you mean 'fault'?",
                "[[step]]\\n"
                    + "fault = 'kil n1 for 3s' | f:2:1: step[0].fault: 'kil n1 for 3s', column 1: 'kil' is no kind of"
                    + " fault; did you mean 'kill'?",
                "[[step]]\\n"
                        + "fault = '5s kill n1' | column 1: '5s' is a time, and here stands what breaks; write at ="
                        + " \"5s\"",
                "[[step]]\\nfault = 'kill n1 fr 3s' | f:2:1: step[0].fault: 'kill n1 fr 3s', column 9: expected 'for'",
                "[[step]]\\nat = 5\\nfault = 'kill n1' | f:2:1: step[0].at: needs a unit: \"5s\"",
                "[[step]]\\nat = '5s'\\nafter = '5s'\\nfault = 'kill n1' | f:3:1: step[0].after: stands beside at",
                "[[step]]\\nat = '5s'\\non = 'X'\\nfault = 'kill n1' | says when more than once: at and on",
                "[[step]]\\nat = '5s' | says nothing to do; it needs one of fault, type",
                "[[step]]\\nheal = 'x' | f:2:1: step[0].heal: no fault has the name 'x'",
                "[[step]]\\ntype = 'kill'\\nnode = 'n1'\\nfactor = 3 | f:4:1: step[0].factor: unknown key",
                "[[step]]\\n"
                        + "type = 'slow-disk'\\n"
                        + "node = 'n1'\\n"
                        + "factor = 0.5 | f:4:1: step[0].factor: the factor of a slow disk must be above 1",
                "[[step]]\\n"
                        + "type = 'slow-disk'\\n"
                        + "node = 'n1' | 'factor' is missing; of slow-disk it is how many times as long",
                "[[step]]\\n"
                        + "type = 'kill'\\n"
                        + "node = 'n1 for 3s' | f:3:1: step[0].node: 'n1 for 3s' has the word 'for' in it",
                "[[step]]\\nfault = 'rolling kill all' | a rolling fault goes on when it is over; say how long",
                "[[step]]\\nfault = 'rolling reset n1 <> n2' | 'reset' does not begin with nodes",
                "[[step]]\\nname = 'x'\\nfault = 'rolling kill all for 1s' | f:2:1: step[0].name: is not used: what is",
                "[[step]]\\nrolling = 5\\nfault = 'kill all for 1s' | f:2:1: step[0].rolling: needs a unit: \"5s\"",
                "[[step]]\\nfault = 'upgrade n1 to 3.9.5 for 1s' | column 15: '3.9.5' is no option with its value",
                "[[step]]\\nfault = 'kill @event(\"a-b\")' | column 6: 'a-b' must be the name of an event",
                "[[step]]\\nfault = 'kill @event(\"A b=(\")' | column 6: '(' is no regular expression",
                "[[step]]\\nfault = 'kill n1'\\nmessage = 'x' | f:3:1: step[0].message: must be a table, such as",
                "[[step]]\\n"
                        + "fault = 'kill n1'\\n"
                        + "message = { bytes = 'xy' } | f:3:13: step[0].message.bytes: bytes are pairs of hexadecimal",
                "[[step]]\\n"
                        + "fault = 'kill n1'\\n"
                        + "message = { text = 'a', regex = 'b' } | step[0].message.regex: stands beside text",
                "[[step]]\\n"
                        + "fault = 'kill n1'\\n"
                        + "message = { when = 'lost' } | step[0].message.when: must be one of sent, arrived",
                "[[step]]\\nfault = 'kill n1'\\nmessage = { number = 0 } | step[0].message.number: must be a whole",
                "[[step]]\\nfault = 'kill n1'\\nmessage = { form = 'n1' } | message.form: unknown key; did you mean",
                "[[step]]\\n"
                        + "type = 'loss'\\n"
                        + "links = 'n1 > n2'\\n"
                        + "chance = 1\\n"
                        + "only = { protocol = 'icmp' } | f:5:10: step[0].only.protocol: must be one of any, tcp, udp",
                "[[step]]\\n"
                        + "type = 'loss'\\n"
                        + "links = 'n1 > n2'\\n"
                        + "chance = 1\\n"
                        + "except = [{ port = 53 }] | f:5:11: step[0].except: 'chance' is missing; it is the chance",
                "[[step]]\\n"
                        + "type = 'loss'\\n"
                        + "links = 'n1 > n2'\\n"
                        + "chance = 1\\n"
                        + "except = [{ chance = 0 }] | f:5:11: step[0].except: says nothing of the packets",
                "[[step]]\\n"
                    + "type = 'loss'\\n"
                    + "links = 'n1 > n2'\\n"
                    + "chance = 1\\n"
                    + "except = [{ chance = 0, prot = 53 }] | step[0].except.prot: unknown key; did you mean 'port'?",
                "[[step]]\\nfault = 'kill @east' | there is no group 'east'",
                "[[step]]\\nfault = 'kill n1'\\nsequence = [] | says more than one thing to do: fault, sequence",
                "[[step]]\\nsequence = [] | f:2:1: step[0].sequence: has no steps",
                "[[step]]\\n"
                        + "fault = 'kill n1'\\n"
                        + "chosen = 2 | f:3:1: step[0].chosen: must be a number above 0 and 1 at most",
                "[[step]]\\n"
                        + "fault = 'method-throw n1 of B throwing x.Y' | a pattern of methods is a class, a dot and a"
                        + " method",
                "[[step]]\\n"
                    + "fault = 'method-throw n1 of a.B.c throwing x.Y saying hi' | expected a text in quotation marks",
                "[[step]]\\n"
                        + "fault = 'method-return n1 of a.B.<init> returning 5' | constructors and static initialisers"
                        + " return nothing",
                "[[step]]\\n"
                        + "fault = 'kill n1'\\n"
                        + "call = { before = 'methud', of = 'a.B.c' } | 'methud' is no call; did you mean 'method'?",
                "[[step]]\\n"
                    + "fault = 'kill n1'\\n"
                    + "call = { before = 'method', of = '/data' } | f:3:29: step[0].call.of: a pattern of methods is",
                "[[step]]\\n"
                        + "fault = 'kill n1'\\n"
                        + "repeat = 1000001 | f:3:1: step[0].repeat: must be how often, from 1 to 1000000",
                "[[step]]\\nfault = 'kill n1'\\nrepeat = 0 | f:3:1: step[0].repeat: must be how often, from 1",
                "[[step]]\\nfault = 'kill n1'\\nprinted = '(' | f:3:1: step[0].printed: '(' is no regular expression",
                "[[step]]\\n"
                        + "fault = 'kill n1'\\n"
                        + "on = { event = 'X', nht = 2 } | step[0].on.nht: unknown key; did you mean 'nth'?",
                "[[step]]\\nfault = 'kill n1'\\nfault = 'kill n2' | f:3:1: fault previously defined",
                "[groups]\\nwest = ['n1']\\n[[step]]\\nfault = 'kill n1' | groups: no fault speaks of @west",
                "[groups]\\n"
                        + "any = ['n1']\\n"
                        + "[[step]]\\n"
                        + "fault = 'kill @any' | f:2:1: groups.any: cannot be the name of a group",
                "x = 1979-05-27 | f:1:1: x: '1979-05-27' cannot stand here",
                "# nothing | f:1:1: nothing would break",
            })
    void mistakesAreToldWithTheirPlaces(String text, String message) {
        assertThat(refusal(text.replace("\\n", "\n"), Format.TOML)).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "on = 'UP' | 3:1: step[0].on: no run has an event 'UP'; did you mean 'Up'?",
                "absent = { event = 'Own', quiet = '1s' } | 3:12: step[0].absent.event: no run has an event 'Own'",
                "while = { since = 'Up', until = 'Don' } | step[0].while.until: no run has an event 'Don'",
                "on = { event = 'Up', node = 'n9' } | 3:22: step[0].on.node: there is no node 'n9'; did you mean 'n1'?",
                "printed = { line = 'x', node = 'n9' } | 3:25: step[0].printed.node: there is no node 'n9'",
                "absent = { printed = 'x', node = 'n9', quiet = '1s' } | step[0].absent.node: there is no node 'n9'",
                "timing = { on = { event = 'Up', node = 'n9' } } | step[0].timing.on.node: there is no node 'n9'",
                "while = { since = { event = 'Up', node = 'n9' }, until = 'Down' } | step[0].while.since.node: there"
                        + " is no",
                "while = { since = 'Up', until = { event = 'Down', node = 'n9' } } | step[0].while.until.node: there"
                        + " is no",
                "message = { from = 'n9' } | 3:13: step[0].message.from: there is no node 'n9'",
                "message = { to = ['n1', 'n9'] } | 3:25: step[0].message.to: there is no node 'n9'",
                "message = { to = ['n1,n9'] } | 3:13: step[0].message.to: there is no node 'n9'",
                "call = { after = 'sync', of = '/a', nodes = ['n2', 'n9'] } | 3:52: step[0].call.nodes: there is no"
                        + " node",
                "call = { after = 'sync', of = '/a', node = 'client' } | step[0].call.node: 'client' is no node that"
                        + " faults",
                "printed = { line = 'x', node = 'db' } | 'db' is no node that faults may touch, and of others this is"
                        + " not",
                "on = { event = 'LinePrinted', node = 'db' } | step[0].on.node: 'db' is no node that faults may touch",
                "on = { event = 'Up', node = 'db' } |",
                "absent = { event = 'Up', node = 'client', quiet = '1s' } |",
                "message = { from = 'client', to = ['n1', 'db'] } |",
                "call = { after = 'sync', of = '/a', nodes = ['n2', 'n1'] } |",
                "call = { after = 'sync', of = '/a', node = 'all' } |",
            })
    void aMomentAtANodeThatIsNotThereIsToldWhereThatIsKnown(String moment, @Nullable String message) {
        String text = "[[step]]\nfault = 'kill n1 for 1s'\n" + moment + "\n";
        Surroundings known = new Surroundings(
                List.of("n1", "n2"),
                List.of("client"),
                List.of("db"),
                List.of("Up", "Down", "LinePrinted"),
                Suitability.ANY,
                Optional.empty());

        assertThat(ScheduleFile.read(text, Format.TOML, "f").steps()).hasSize(1);
        if (message == null) {
            assertThat(ScheduleFile.read(text, Format.TOML, "f", known).steps()).hasSize(1);
        } else {
            assertThatThrownBy(() -> ScheduleFile.read(text, Format.TOML, "f", known))
                    .hasMessageContaining(message);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "step:\\n  - falt: kill n1 | f:2:5: step[0].falt: unknown key; did you mean 'fault'?",
                "step:\\n"
                        + "  - fault: kill n1\\n"
                        + "    fault: kill n2 | f:3:5: step[0].fault: the key is there already, in line 2",
                "step:\\n  - !!str kill n1 | tags have no meaning here",
                "step:\\n  - fault: | nothing stands here",
                "step: [*a] | nothing before it has the anchor &a",
                "a: &a [*a] | nothing before it has the anchor &a",
                "step: [kill n1]\\n---\\nstep: [kill n1] | f:2:1: one file is one schedule",
                "step: [kill n1 | f:1:15:",
                "step: {[a]: b} | a key must be a text",
                "step: \"ab\\u | f:1:12: cannot be read as YAML",
                "step: \"\\U0000zz\" | f:1:10:",
                "step: \"\\x | f:1:10: cannot be read as YAML",
            })
    void mistakesInYamlToo(String text, String message) {
        assertThat(refusal(text.replace("\\n", "\n"), Format.YAML)).contains(message);
    }

    @Test
    void allMistakesAreToldAtOnceInTheOrderOfTheFile() {
        assertThatThrownBy(() -> toml("""
            [[step]]
            fault = "kill n1 fro 3s"
            evry = "5s"
            [[step]]
            at = "5"
            fault = "pause n1"
            """))
                .isInstanceOfSatisfying(
                        ScheduleFileException.class,
                        refused -> assertThat(refused.mistakes())
                                .extracting(ScheduleFileException.Mistake::line)
                                .containsExactly(2, 3, 5));
        assertThatThrownBy(() -> toml("step = [{ evry = '5s', fault = 'kil n1' }]"))
                .as("of one line by columns")
                .isInstanceOfSatisfying(
                        ScheduleFileException.class,
                        refused -> assertThat(refused.mistakes())
                                .extracting(ScheduleFileException.Mistake::column)
                                .containsExactly(11, 24));
    }

    @Test
    void ofVeryManyMistakesTheFirstAreToldAndTheOthersCounted() {
        String[] lines =
                refusal("[[step]]\nfault = 'kil'\n".repeat(103), Format.TOML).split("\n", -1);

        assertThat(lines).hasSize(101);
        assertThat(lines[100]).isEqualTo("and 3 more");
    }

    @Test
    void whatIsQuotedCannotDriveATerminalNorFillIt() {
        String driving = refusal("[[step]]\nfault = \"kil\\u001b[31m\"", Format.TOML);
        assertThat(driving).doesNotContain("\u001b").contains("\\u001b[31m");
        assertThat(refusal("[[step]]\nfault = 'kil" + "l".repeat(5_000) + "'", Format.TOML))
                .hasSizeLessThan(1_100)
                .endsWith(" [...]");
    }

    @Test
    void theNodeOfTheClientsIsThereAndStaysSoWhateverElseIsLookedAt() {
        String text = "[[step]]\nfault = 'kill n1 for 1s'\non = { event = 'NodeStarted', node = 'client' }";
        Surroundings known = Surroundings.of(List.of("n1"));

        assertThat(ScheduleFile.read(text, Format.TOML, "f", known).steps()).hasSize(1);
        assertThat(ScheduleFile.read(text, Format.TOML, "f", known.with(Suitability.ANY))
                        .steps())
                .hasSize(1);
    }

    @Test
    void whatIsNestedTooDeepOrTooLargeIsRefused() {
        for (String open : new String[] {"[", "{a: ", "{a = ", "- ", "a.", "? "}) {
            String deep = "step = " + open.repeat(100_000);
            assertThat(refusal(deep, Format.YAML)).isNotEmpty();
            assertThat(refusal(deep.substring(0, Math.min(deep.length(), 3_000)), Format.TOML))
                    .isNotEmpty();
        }
        StringBuilder laughs = new StringBuilder("a0: &a0 [kill n1]\n");
        for (int i = 1; i < 60; i++) {
            laughs.append("a%d: &a%d [*a%d,*a%d,*a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
        }
        assertThat(refusal(laughs.toString(), Format.YAML)).contains("holds more than it may");
        assertThat(refusal("#".repeat(ScheduleFile.SIZE_MAX + 1), Format.TOML)).contains("longer than");
    }

    @Test
    void keysOfAStepWrapItFromTheInside() {
        assertThat(yaml("""
            steps:
              - while: {since: {printed: LEADING}, until: {event: FaultHealed}}
                on: {event: FaultInjected, where: {number: 3}, nth: 2}
                after: 2s
                every: 10s
                times: 5
                choose:
                  - {weight: 2, fault: kill @trigger for 3s}
                  - pause @any for 1s
            """).steps())
                .singleElement()
                .hasToString(toml("""
                    [[step]]
                    while = { since = { printed = "LEADING" }, until = "FaultHealed" }
                    step = { sequence = [
                      { wait = { on = { event = "FaultInjected", nth = 2, where = { number = '^\\Q3\\E$' } } } },
                      { wait = "2s" },
                      { every = "10s", repeat = 5, choose = [{ weight = 2, fault = "kill @trigger for 3s" }, "pause @any for 1s"] }
                    ] }
                    """).steps().getFirst().toString());
    }
}
