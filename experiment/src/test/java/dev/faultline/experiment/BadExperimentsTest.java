package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.faultline.chaos.Schedule;
import dev.faultline.chaos.file.Surroundings;
import dev.faultline.chaos.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about bad files: exactly where, and what would be right. */
class BadExperimentsTest {
    private static final String GOOD = """
        name = "x"
        [options]
        count = 3
        mode = { default = "a", values = ["a", "b"] }
        [system]
        nodes = { count = "${count}" }
        main = "X"
        arguments = ["1"]
        [client]
        class = "C"
        [workload]
        clients = 2
        duration = "60s"
        [faults]
        kinds = ["kill"]
        """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        name = "x"           | nam = "x"                  | 1:1: nam: unknown key; did you mean 'name'? keys here: options, system, name, description, beside, network, client, workload, check, faults, limits
        clients = 2          | clinets = 2                | 12:1: workload.clinets: unknown key; did you mean 'clients'?
        clients = 2          | clients = "2"              | 12:1: workload.clients: must be an integer, is "2"
        clients = 2          | clients = 0                | 12:1: workload.clients: must be from 1 to 1000, is 0
        clients = 2          | clients = "${mode}"        | 12:1: workload.clients: must be an integer, is "a" (from ${mode})
        clients = 2          | clients = 0.5              | 12:1: workload.clients: must be an integer, is 0.5
        clients = 2          | clients = [2]              | 12:1: workload.clients: must be an integer, is a list
        clients = 2          | keys = "uniform 0..4"      | 12:1: workload.keys: '0' is no whole number from 1 to 100000
        clients = 2          | keys = "log 4..2"          | 12:1: workload.keys: '4' is more than '2'
        clients = 2          | keys = "even 2..4"         | 12:1: workload.keys: must be an integer, is "even 2..4"
        clients = 2          | rate = "uniform 1..2.5"    | 12:1: workload.rate: '2.5' is no whole number from 1 to 1000000
        clients = 2          | think-time = "log 1..2"    | 12:1: workload.think-time: '1' is no duration
        clients = 2          | reads = 70                 | 11:1: workload: reads, writes and cas, or sends and polls, are percentages and must make 100, make 120
        clients = 2          | final-reads = "yes"        | 12:1: workload.final-reads: must be true or false, is "yes"
        duration = "60s"     | duration = "60"            | 13:1: workload.duration: must be a duration like
        duration = "60s"     | duration = 60              | 13:1: workload.duration: must be a duration like
        duration = "60s"     | duration = "10s"           | 14:1: faults: a workload of 10s has no room for faults: first, duration-min and heal make 16s
        ["1"]                | ["1", "${cuont}"]          | 8:19: system.arguments[1]: unknown placeholder ${cuont}; did you mean 'count'?
        ["1"]                | ["1", "${count"]           | 8:19: system.arguments[1]: a placeholder is not closed by '}'
        ["1"]                | ["${each.name}"]           | 8:14: system.arguments[0]: unknown placeholder ${each.name}; it stands in lines of [system.files]
        main = "X"           | main = "a b"               | 7:1: system.main: 'a b' is not the name of a class
        main = "X"           |                            | 5:1: system.main: is missing; it is the class whose main method
        { count = "${count}" }| { count = 100 }           | 6:11: system.nodes.count: must be from 1 to 99, is 100
        { count = "${count}" }| ["a", "b_"]               | 6:15: system.nodes[1]: a node's name is a host name
        { count = "${count}" }| ["a", "a"]                | 6:15: system.nodes[1]: a node called 'a' is there already
        { count = "${count}" }| 3                         | 6:1: system.nodes: must be a table, is an integer
        arguments = ["1"]    | artifacts = ["a:b"]        | 8:14: system.artifacts[0]: artifact 'a:b' is not GROUP:NAME:VERSION
        arguments = ["1"]    | artifacts = ["a:b:LATEST"] | 8:14: system.artifacts[0]: artifact 'a:b:LATEST' must have one fixed version
        arguments = ["1"]    | files = { "conf" = "" }    | 8:11: system.files.conf: path of a file must be absolute
        arguments = ["1"]    | lists = { count = "" }     | 8:11: system.lists.count: there is a placeholder ${count} already
        name = "x"           | beside = { client = { main = "Y" } } | 1:12: beside.client: a node called 'client' is there already
        name = "x"           | beside = { db = { mian = "Y" } }     | 1:19: beside.db.mian: unknown key; did you mean 'main'?
        main = "X"           | jar = "no.jar"             | 7:1: system.jar: there is no file
        arguments = ["1"]    | jar = "a.jar"              | 7:1: system.main: stands beside jar, which brings its own
        arguments = ["1"]    | class-path = ["no/*"]      | 8:15: system.class-path[0]: there is no folder
        name = "x"           | name = "../../x"           | 1:1: name: run folders are called after it, so it may have letters, digits
        name = "x"           | name = "a/b"               | 1:1: name: run folders are called after it
        name = "x"           | name = ".hidden"           | 1:1: name: run folders are called after it
        name = "x"           | name = "x-${mode}/.."      | 1:1: name: run folders are called after it
        { count = "${count}" }| ["a", "client"]           | 6:15: system.nodes[1]: a node cannot be called 'client'
        { count = "${count}" }| ["a", "../b"]             | 6:15: system.nodes[1]: a node's name is a host name
        arguments = ["1"]    | artifacts = ["a:..:1"]     | 8:14: system.artifacts[0]: artifact 'a:..:1' is not GROUP:NAME:VERSION
        arguments = ["1"]    | artifacts = ["a:b:../1"]   | 8:14: system.artifacts[0]: artifact 'a:b:../1' is not GROUP:NAME:VERSION
        arguments = ["1"]    | files = { "/a/../b" = "" } | 8:11: system.files."/a/../b": path of a file must have no parts that are empty, '.' or '..'
        arguments = ["1"]    | files = { "/a//b" = "" }   | 8:11: system.files."/a//b": path of a file must have no parts
        ["kill"]             | ["kill", "partiton"]       | 15:18: faults.kinds[1]: 'partiton' is unknown; did you mean 'partition'? kinds: kill,
        arguments = ["1"]    | disk = { crash = "ext5" }  | 8:10: system.disk.crash: 'ext5' is unknown; did you mean 'ext4'?
        arguments = ["1"]    | disk = { speed = "fast" }  | 8:10: system.disk.speed: 'fast' is unknown
        arguments = ["1"]    | disk = { capacity = "5" }  | 8:10: system.disk.capacity: must be a size like "64KB", "512MB" or "2GB", is '5'
        arguments = ["1"]    | disk = { capacity = "0B" } | 8:10: system.disk.capacity: must be a size
        arguments = ["1"]    | disk = { size = "5MB" }    | 8:10: system.disk.size: unknown key
        ["kill"]             | ["kill", "kill"]           | 15:18: faults.kinds[1]: 'kill' is there already
        ["kill"]             | ["kill"                    | 16:1: Unexpected end of input, expected ] or a comma
        duration = "60s"     | duration = "60 s"          | 13:1: workload.duration: must be a duration like
        arguments = ["1"]    | disk = { capacity = "5 MB" } | 8:10: system.disk.capacity: must be a size
        arguments = ["1"]    | restart = "always"         | 8:1: system.restart: 'always' is unknown; choices: never, on-exit
        arguments = ["1"]    | restart-delay = "1s"       | 8:1: system.restart-delay: is not used: restart is not "on-exit"
        arguments = ["1"]    | restart-factor = 2         | 8:1: system.restart-factor: is not used: restart is not "on-exit"
        arguments = ["1"]    | restart = "on-exit"\\nrestart-factor = 0.5 | 9:1: system.restart-factor: must be from 1 to 100, is 0.5
        arguments = ["1"]    | restart = "on-exit"\\nrestart-reset = "5s" | 9:1: system.restart-reset: is not used: restart-factor is not above 1
        arguments = ["1"]    | restart = "on-exit"\\nrestart-factor = 2\\nrestart-delay-max = "5ms" | 10:1: system.restart-delay-max: must not be shorter than restart-delay (1s), is 5ms
        arguments = ["1"]    | restart = "on-exit"\\nrestart-factor = 2\\nrestart-delay = "2m" | 9:1: system.restart-factor: is not used: restart-delay (2m) does not grow beyond 1m; write a longer
        arguments = ["1"]    | lists = { all = "x" }      | 8:11: system.lists.all: is not used: there is no ${all} anywhere
        class = "C"          | class = "C"\\nnodes = ["c1", "n2"]  | 11:16: client.nodes[1]: a node called 'n2' is there already
        class = "C"          | class = "C"\\nnodes = ["c1", "c1"]  | 11:16: client.nodes[1]: a node called 'c1' is there already
        class = "C"          | class = "C"\\nnodes = ["c_1"]       | 11:10: client.nodes[0]: a node's name is a host name (letters, digits, '-'), is 'c_1'
        class = "C"          | class = "C"\\nnodes = []            | 11:1: client.nodes: is empty; clients need a node at least
        class = "C"          | class = "C"\\nnodes = "c1"          | 11:1: client.nodes: must be a list, is a text
        class = "C"          | class = "C"\\nnodes = ["a", "b", "c"] | 11:1: client.nodes: nobody works on c: there are 3 nodes, and clients in [workload] is 2
        class = "C"          | class = "none"\\nnodes = ["c1"]     | 11:1: client.nodes: is not used: there is no client
        [client]             | [beside.c1]\\nmain = "Y"\\n[client]\\nnodes = ["c1"] | 12:10: client.nodes[0]: a node called 'c1' is there already
        clients = 2          | clients = 2\\n[network]\\nregions = { eu = ["n1", "n2", "n3", "client-eu"] } | 14:37: network.regions.eu[3]: there is no node 'client-eu'; did you mean 'client'?
        class = "C"          | class = "none"             | 12:1: workload.clients: is not used: there is no client
        clients = 2          | sends = 0                  | 12:1: workload.sends: is not used: the workload is of the kind register
        kinds = ["kill"]     | interval = "5s"            | 15:1: faults.interval: is not used: there are no kinds, so nothing breaks
        count = 3            | nodes = 3                  | 3:1: options.nodes: this name is taken
        """)
    void everyMistakeIsNamedAtItsPlace(String good, String bad, String expected) {
        String text = GOOD.replace(good, bad == null ? "" : bad.replace("\\n", "\n"));

        assertThat(messages(text, Map.of())).anySatisfy(line -> assertThat(line).startsWith("bad.toml:" + expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ["a", " "]              | [1]: is blank, and would be in every line
        []                      | : is empty; write a part of a line
        "a"                     | : must be a list, is a text
        [{regex = "(a"}]        | [0].regex: '(a' is no regular expression: Unclosed group
        [{regex = "a*"}]        | [0].regex: 'a*' is found in an empty line
        [{regex = ""}]          | [0].regex: is empty
        ["up\\nfoo"]            | [0]: has a line end, and would be in no line
        [{pattern = "a"}]       | [0].pattern: unknown key; keys here: regex
        """)
    void patternsOfLinesThatCannotBeMeantAreRefused(String patterns, String expected) {
        assertThat(messages(GOOD + "[check]\nnever-printed = " + patterns, Map.of()))
                .anySatisfy(line -> assertThat(line).contains("check.never-printed" + expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        kinds = ["partition"]\\ndown-max = 1           | faults.down-max: is not used: it is about the kinds kill, power-loss, pause, disk-error, full-disk, read-only-disk, stop, dead-disk, file-limit, thread-limit, memory-limit, wipe
        kinds = ["kill"]\\ncut-max = 1                 | faults.cut-max: is not used: it is about the kinds partition, stall, flap
        kinds = ["kill"]\\ndamage-max = 1              | faults.damage-max: is not used: it is about the kinds wipe, bit-flip
        kinds = ["kill", "bit-rot"]                  | faults.kinds[1]: 'bit-rot' is never drawn, as damage-max in [faults] is 0
        kinds = ["kill", "pause"]\\ndown-max = 0     | faults.kinds[1]: 'pause' is never drawn, as down-max in [faults] is 0
        kinds = ["crash-storm"]\\ncut-max = 1       | faults.cut-max: is not used: it is about the kinds partition
        kinds = ["crash-storm"]\\ninterval = "2s"     | faults.interval: is not used: the profile crash-storm draws it
        kinds = ["crash-storm", "kill"]              | faults.kinds[0]: the profile 'crash-storm' stands alone
        kinds = ["clock-jump", "pause"]\\nat-least = 1 | faults.at-least: is not used: it is about the kinds kill, power-loss, partition
        """)
    void whatOnlyOtherKindsOfFaultsUseIsRefused(String faults, String expected) {
        assertThat(messages(GOOD.replace("kinds = [\"kill\"]", faults.replace("\\n", "\n")), Map.of()))
                .anySatisfy(line -> assertThat(line).contains(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        step = [{ fault = "kill n1 for 1s", on = { event = "Up", node = "n9" } }] | faults.step[0].on.node: there is no node 'n9'
        schedule = "1s kill client for 3s" | faults.schedule: line 1, column 1: 'kill client for 3s', of 'client' faults may touch the links only
        schedule = "1s partition one-way client-eu > n1 for 3s" | line 1, column 1: 'partition one-way client-eu > n1 for 3s', unknown node 'client-eu'
        step = [{ fault = "kill n1 for 1s", message = { from = "client-eu" } }] | faults.step[0].message.from: there is no node 'client-eu'; did you mean 'client'?
        schedule = "1s kill n9 for 3s" | faults.schedule: line 1, column 1: 'kill n9 for 3s', unknown node 'n9'
        schedule = "[[step]]~falt = 'kill n1'" | faults.schedule: line 2, column 1: step[0].falt: unknown key; did you mean 'fault'?
        step = ["kil n1"] | faults.step[0]: 'kil n1', column 1: 'kil' is no kind of fault; did you mean 'kill'?
        schedule = { step = ["kil n1"] } | faults.schedule.step[0]: 'kil n1', column 1: 'kil' is no kind of fault
        schedule = "1s kill n1 for 3s"\\nkinds = ["kill"] | faults.kinds: is not used: the schedule says what breaks
        step = ["kill n1 for 3s"]\\ninterval = "3s" | faults.interval: is not used: the steps say what breaks
        """)
    void mistakesInASchedule(String faults, String expected) {
        assertThat(messages(withFaults(faults), Map.of()))
                .anySatisfy(line -> assertThat(line).contains(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schedule = \"12s kill n1 for 3s\"",
                "schedule = \"[[step]]~at = '12s'~fault = 'kill n1 for 3s'\"",
                "step = [\"12s kill n1 for 3s\"]",
                "[[faults.step]]\\nat = \"12s\"\\nfault = \"kill n1 for 3s\"",
                "[faults.schedule]\\nstep = [\"12s kill n1 for 3s\"]"
            })
    void aScheduleMayStandInAnyOfItsForms(String faults) {
        FaultPlanSpec spec = Experiments.parse(withFaults(faults), "good.toml", Path.of(""), Map.of())
                .faults();
        assertThat(spec.kinds()).isEmpty();
        assertThat(spec.schedule().orElseThrow().scenario(Surroundings.of(List.of("n1"))))
                .isEqualTo(Scenario.of(Schedule.parse("12s kill n1 for 3s")));
    }

    private static String withFaults(String faults) {
        return GOOD.replace("kinds = [\"kill\"]", faults.replace("\\n", "\n").replace("~", "\\n"));
    }

    @Test
    void faultsMayBeSwitchedOffByAnEmptyListOfKinds() {
        String text = GOOD.replace("kinds = [\"kill\"]", "kinds = []\ninterval = \"5s\"\ndown-max = 1");
        assertThat(Experiments.parse(text, "good.toml", Path.of(""), Map.of())
                        .faults()
                        .kinds())
                .isEmpty();
    }

    @Test
    void theTableIsOfMistakesInAFileThatIsGood() {
        assertThat(Experiments.parse(GOOD, "good.toml", Path.of(""), Map.of()).name())
                .isEqualTo("x");
    }

    @Test
    void allMistakesAreSaidAtOnceInTheOrderOfTheFile() {
        String text = GOOD.replace("clients = 2", "clients = 0")
                .replace("main = \"X\"", "mian = \"X\"")
                .replace("[faults]", "[fault]");

        List<String> lines = messages(text, Map.of("cuont", "2", "mode", "c"));

        assertThat(lines).hasSize(6);
        assertThat(lines.get(0)).isEqualTo("--set mode: 'c' is unknown; values: a, b");
        assertThat(lines.get(1)).isEqualTo("--set cuont: unknown option; did you mean 'count'? options: count, mode");
        assertThat(lines.get(2)).startsWith("bad.toml:5:1: system.main: is missing");
        assertThat(lines.get(3)).startsWith("bad.toml:7:1: system.mian: unknown key; did you mean 'main'?");
        assertThat(lines.get(4)).startsWith("bad.toml:12:1: workload.clients: must be");
        assertThat(lines.get(5)).startsWith("bad.toml:14:1: fault: unknown key; did you mean 'faults'?");
    }

    @Test
    void anOptionTakesOnlyWhatItsDefaultIs() {
        assertThat(messages(GOOD, Map.of("count", "three")))
                .containsExactly("--set count: must be an integer, is 'three'");
    }

    @Test
    void aValueOutOfRangeSaysWhichOptionItCameFrom() {
        assertThat(messages(GOOD, Map.of("count", "0")))
                .containsExactly("bad.toml:6:11: system.nodes.count: must be from 1 to 99, is 0 (from ${count})");
    }

    @Test
    void whatIsWrongWithATemplateIsSaidOnceAndNotForEachNode() {
        String text = GOOD.replace("[\"1\"]", "[\"${nod.name}\"]");
        assertThat(messages(text, Map.of())).hasSize(1);
    }

    private static List<String> messages(String text, Map<String, String> set) {
        ExperimentException e = catchThrowableOfType(
                ExperimentException.class, () -> Experiments.parse(text, "bad.toml", Path.of(""), set));
        assertThat(e).as("the file is refused:\n%s", text).isNotNull();
        return String.valueOf(e.getMessage()).lines().toList();
    }
}
