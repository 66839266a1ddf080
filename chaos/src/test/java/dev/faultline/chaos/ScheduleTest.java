package dev.faultline.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.sim.Rng;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    private static final List<String> NODES = List.of("n1", "n2", "n3", "n4", "n5");

    @Test
    void everyFaultReadsBackAsItWasWritten() {
        Set<String> kinds = new HashSet<>();
        for (long seed = 0; seed < 5_000; seed++) {
            Fault fault = new RandomFaults(seed).next();
            assertThat(Fault.parse(fault.toString())).as("seed %d", seed).isEqualTo(fault);
            assertThat(fault.toString()).startsWith(fault.kind());
            kinds.add(fault.kind());
        }
        assertThat(kinds).containsExactlyInAnyOrderElementsOf(Fault.kinds());
    }

    @Test
    void everyScheduleReadsBackAsItWasWritten() {
        for (long seed = 0; seed < 200; seed++) {
            Rng rng = new Rng(seed);
            RandomFaults faults = new RandomFaults(seed);
            List<Schedule.Entry> entries = new ArrayList<>();
            for (int i = rng.below(20); i > 0; i--) {
                entries.add(new Schedule.Entry(Duration.ofNanos(rng.between(0, 100_000_000_000L)), faults.next()));
            }
            Schedule schedule = new Schedule(entries);
            assertThat(Schedule.parse(schedule.toString())).as("seed %d", seed).isEqualTo(schedule);
        }
    }

    @Test
    void whatIsDocumentedIsWhatIsWritten() {
        for (String line : List.of(
                "kill n1 for 3s",
                "power-loss n1,n2 for 3s",
                "power-loss all for 3s",
                "pause n1 for 500ms",
                "reset n1 <> n2,n3",
                "partition halves n1,n2 | n3,n4 for 5s",
                "partition minority n1,n2 | n3,n4,n5 for 5s",
                "partition one-node n1 | n2,n3 for 5s",
                "partition one-way n1 > n2,n3 for 5s",
                "partition ring n1,n2,n3,n4,n5 for 5s",
                "stall n1 > n2 for 2s",
                "latency all <> all by uniform 10ms 50ms for 5s",
                "clock-jump n1 by -1.5s for 10s",
                "clock-drift n1 by 500ppm for 10s",
                "slow-disk n1 by x20 for 5s",
                "full-disk n1 for 5s",
                "read-only-disk n1 for 5s",
                "datagrams n1 > n2,n3 with loss 0.1 for 5s",
                "datagrams all <> all with loss 0.1 duplication 0.05 reordering 0.2 for 5s",
                "loss all <> all with 0.1 only udp except 0 of at n1 else 0.5 of from n* to n2,n3 port 53 text \"a  b\""
                        + " else 1 of hex cafe01 for 5s",
                "loss n1 > n2 with 0 except 0.5 of regex \" for 5s\" for 5s",
                "corruption n1 > n2 with 0.1 only text \"only for 5s\" for 5s",
                "duplication n1 > n2 with 0.1 only udp except 1 of port 7000 for 5s",
                "partition halves n1 | n2 only tcp port 2888,3888 for 5s",
                "latency n1 > n2 by normal 10ms 2ms + pareto 1ms 2.0 only at for for 5s",
                "stall n1 > n2 only tcp port 2888 for 5s",
                "bandwidth n1 <> n2,n3 to 1MB per direction only udp for 5s",
                "reordering n1 > n2 window 8 only udp for 5s",
                "reordering-late n1 > n2 by 50ms only port 53 for 5s",
                "reordering-burst n1 > n2 of 8 with 0.05 order reversed within 2s only udp for 5s",
                "reordering-behind n1 > n2 by 3 only udp text \"x\" for 5s",
                "disk-error n1 at write of /data with 0.5 answering ENOSPC for 5s",
                "misdirected-write n1 of /data/a by 0B into /data/b times 3 for 5s",
                "disk-error n1 at sync of /data with 0.5 for 5s")) {
            assertThat(Fault.parse(line)).hasToString(line);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'';column 1: expected a kind of fault, found the end of the line",
                "kil n1 for 3s;column 1: 'kil' is no kind of fault",
                "kill for 3s;column 10: expected 'for', found '3s'",
                "kill -n for 3s;column 6: a node's name is a host name",
                "kill n1 for 3;column 13: '3' is no duration",
                "kill n1 for 0s;column 13: a fault must last longer than 0s",
                "kill n1 for 3s n2;column 16: expected the end of the line, found 'n2'",
                "partition thirds n1 | n2 for 1s;column 11: 'thirds' is no shape",
                "partition halves n1 > n2 for 1s;column 21: expected ',' or '|', found '>'",
                "partition minority n1 | n2 for 1s;column 20: partition minority needs fewer nodes",
                "partition halves n1,n2 | n2,n3 for 1s;column 18: a node is on both sides",
                "partition ring n1,n2,n3 for 1s;column 16: partition ring needs four nodes",
                "latency n1 > n2 by uniform 1ms for 1s;column 20: 'uniform 1ms': uniform takes 2 parameters",
                "stall n1 > n1 for 1s;column 7: there is no link from n1 to itself",
                "reset n1 > n2;column 7: a connection has two directions",
                "clock-drift n1 by 1% for 1s;column 19: '1%' is no drift",
                "slow-disk n1 by 20 for 1s;column 17: expected a factor, such as x20",
                "slow-disk n1 by x0.5 for 1s;column 17: the factor of a slow disk must be above 1",
                "disk-error n1 at sync of data with 1 for 1s;column 26: the path of a disk error must begin",
                "datagrams n1 > n2 with for 1s;column 24: one of loss, duplication and reordering must be above zero",
                "datagrams n1 > n2 with loss 2 for 1s;column 24: the chance of loss must be from 0 to 1, was 2.0",
                "datagrams n1 > n2 with reordering 1 loss 1 for 1s;column 37: expected 'for', found 'loss'",
                "loss n1 > n2 with 0.5 only udp from n3 for 1s;column 28: the links say from where and to where",
                "loss n1 > n2 with 0 for 1s;column 19: the chance must be above 0",
                "loss n1 > n2 with 0 except 0 of udp for 1s;column 19: the chance must be above 0",
                "loss n1 > n2 with 1 except 2 of udp for 1s;column 28: the chance of a rule must be from 0 to 1, was 2",
                "loss n1 > n2 with 1 except 0 of all for 1s;column 33: a rule is about some of the packets",
                "loss n1 > n2 with 1 except 0 of udp or 1 of tcp for 1s;column 33: 'udp or 1 of tcp' does not say",
                "loss n1 > n2 with 1 except 0 udp for 1s;column 30: expected 'of', found 'udp'",
                "loss n1 > n2 with 1 except 0 of udp else for 1s;column 42: 'for' is no decimal number",
                "loss n1 > n2 with 1 only udp text \"a for 1s;column 35: the text in quotation marks does not end",
                "stall n1 > n2 only udp text \"a\" for 1s;column 20: a stall takes whole streams",
                "latency n1 > n2 by 5ms only udp from n1 for 1s;column 20: '5ms'",
                "partition halves n1 | n2 only from n1 for 1s;column 31: the links say from where and to where",
                "bandwidth n1 > n2 to 1MB per node for 1s;column 30: expected link or direction, found 'node'",
                "reordering-late n1 > n2 by 2h for 1s;column 28: datagrams may be late by more than 0s and at most 1h",
                "reordering-burst n1 > n2 of 1 with 1 for 1s;column 29: there are from 2 to 10000 datagrams, were 1",
                "reordering-behind n1 > n2 by 1 only at n2 for 1s;column 37: this is about some of a link's datagrams",
                "disk-error n1 at sync of / with 1 answering EAGAIN for 1s;column 45: expected eio, enospc, erofs or",
                "misdirected-write n1 of / by 0B for 1s;column 30: a write that is not shifted is not misdirected",
                "misdirected-write n1 of / by 0B into b for 1s;column 38: the other file is an absolute path",
                "misdirected-write n1 of /a by 0B into /a for 1s;column 31: a write that is not shifted",
                "misdirected-write n1 of /a by 1B into /b* for 1s;column 39: a write goes to one file",
                "file-limit n1 to any for 1s;column 18: the limit is from 0 to 1000000, was any",
                "cpu-share n1 to 1 for 1s;column 17: the share is from 0.0001 to less than 1, was 1",
                "corruption n1 > n2 with 1 only tcp for 1s;column 32: this is about datagrams",
                "duplication n1 > n2 with 1 only tcp port 53 for 1s;column 33: this is about datagrams",
                "reordering n1 > n2 window 9 only tcp for 1s;column 34: this is about datagrams",
                "reordering-late n1 > n2 by 1s only tcp for 1s;column 36: this is about datagrams",
                "reordering-burst n1 > n2 of 2 with 1 only tcp for 1s;column 43: this is about datagrams",
                "reordering-behind n1 > n2 by 1 only tcp port 53 for 1s;column 37: this is about datagrams",
                "corruption n1 > n2 with 1 except 0 of tcp for 1s;column 34: the rule of 'tcp' decides nothing",
                "loss n1 > n2 with 1 only udp except 0 of tcp port 53 for 1s;column 37: the rule of 'tcp port 53'",
                "loss n1 > n2 with 1 except 0 of udp else 1 of udp for 1s;column 28: the second rule of 'udp'",
                "disk-error n1 at seek of / with 1 for 1s;column 18: expected read, write, sync or change"
            })
    void aWrongFaultIsRefusedWithItsColumn(String text, String message) {
        assertThatThrownBy(() -> Fault.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aWrongLineIsRefusedWithLineAndColumnAndCommentsAreSkipped() {
        assertThatThrownBy(() -> Schedule.parse("# quiet\n\n1s kill n1 for 1s\n 2s kill n1 fro 1s\n"))
                .hasMessage("line 4, column 13: expected 'for', found 'fro'");
        assertThatThrownBy(() -> Schedule.parse("-1s kill n1 for 1s"))
                .hasMessageStartingWith("line 1, column 1: a fault must begin from 0s");
    }

    @Test
    void unknownNodesAreRefused() {
        assertThatThrownBy(() -> Schedule.parse("1s stall n1 > n9 for 1s").validate(NODES))
                .hasMessageContaining("fault 1 (1s stall n1 > n9 for 1s) names the unknown node 'n9'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "kill n1 for 2s;pause n1 for 1s;the process of n1",
                "power-loss all for 2s;kill n3 for 1s;the process of n3",
                "partition one-way n1 > n2 for 2s;partition halves n1 | n2 for 1s;the cut of n1 > n2",
                "partition ring n1,n2,n3,n4 for 2s;partition one-way n3 > n1 for 1s;the cut of n3 > n1",
                "stall all <> all for 2s;stall n2 > n1 for 1s;the stall of n2 > n1",
                "clock-drift n1 by 1ppm for 2s;clock-drift n1 by 2ppm for 1s;the clock rate of n1",
                "disk-error n1 at sync of / with 1 for 2s;disk-error n1 at sync of / with 1 answering EROFS for 1s;"
                        + "the sync errors of n1 at /"
            })
    void faultsThatHaveHoldOfTheSameThingMustNotOverlap(String first, String second, String thing) {
        assertThatThrownBy(
                        () -> Schedule.parse("1s " + first + "\n2s " + second).validate(NODES))
                .hasMessageContaining("both have hold of " + thing);
        assertThatThrownBy(() ->
                        Schedule.parse("1s " + first + "\n2.999s " + second).validate(NODES))
                .hasMessageContaining("let it begin no earlier than 3s");
        assertThatCode(() -> Schedule.parse("1s " + first + "\n3s " + second).validate(NODES))
                .doesNotThrowAnyException();
    }

    @Test
    void faultsOfDifferentThingsMayOverlap() {
        Schedule.parse("""
            1s kill n1 for 5s
            1s kill n2 for 5s
            2s partition one-way n1 > n2 for 5s
            2s partition one-way n2 > n1 for 5s
            2s stall n1 > n2 for 5s
            3s partition ring n1,n2,n3,n4 for 1s
            3s partition one-way n1 > n2 only udp for 1s
            3s stall n1 > n2 only udp for 1s
            3s stall all <> all only port 2888 for 1s
            """).validate(NODES);
    }

    @Test
    void anEarlierFaultThatEndsLateIsNotForgottenBehindAShorterOne() {
        assertThatThrownBy(() -> Schedule.parse("1s kill n1 for 9s\n2s kill n2 for 1s\n4s kill n1 for 1s")
                        .validate(NODES))
                .hasMessageContaining("fault 3 (4s kill n1 for 1s) overlaps fault 1 (1s kill n1 for 9s)");
    }
}
