package dev.faultline.check.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.Answer;
import dev.faultline.check.Check;
import dev.faultline.check.History;
import dev.faultline.check.Limits;
import dev.faultline.check.Models;
import dev.faultline.check.OperationJudge;
import dev.faultline.check.Question;
import dev.faultline.check.Verdict;
import dev.faultline.check.ViolationPicture;
import dev.faultline.check.isolation.IsolationJudge;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Pictures are well-formed, show what they should, and neither words nor numbers of operations break them. */
class PictureTest {

    private static final int MOST_BYTES = 200_000;

    private static Document parse(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(document.getDocumentElement().getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
        return document;
    }

    private static List<Element> all(Document document, String name, String style) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Element element = (Element) nodes.item(i);
            if (element.getAttribute("class").equals(style)) {
                found.add(element);
            }
        }
        return found;
    }

    private static double at(Element element, String name) {
        return Double.parseDouble(element.getAttribute(name));
    }

    @Test
    void barsThatOverlapInTimeOverlapInThePictureAndOthersDoNot() throws Exception {
        Timeline timeline = new Timeline(
                "three",
                List.of(
                        new Timeline.Bar("a", "write 1", 10, 500, false),
                        new Timeline.Bar("b", "read -> 1", 20, 30, false),
                        new Timeline.Bar("b", "read -> 0", 700, 800, true),
                        new Timeline.Bar("c", "write 2", 25, Timeline.NEVER, false)));
        Document svg = parse(timeline.svg());
        List<Element> bars = all(svg, "rect", "operation");
        Element last = all(svg, "rect", "last").getFirst();
        Element open = all(svg, "rect", "open").getFirst();
        assertThat(bars).hasSize(2);
        double firstEnd = at(bars.get(0), "x") + at(bars.get(0), "width");
        assertThat(at(bars.get(1), "x")).isBetween(at(bars.get(0), "x"), firstEnd);
        assertThat(at(last, "x")).isGreaterThan(firstEnd);
        assertThat(at(last, "y")).isEqualTo(at(bars.get(1), "y")).isNotEqualTo(at(bars.get(0), "y"));
        assertThat(at(open, "x") + at(open, "width")).isGreaterThan(at(last, "x") + at(last, "width"));
    }

    @Test
    void orderIsDrawnOnTheBarsAndBandsWhereTheyLasted() throws Exception {
        List<Timeline.Bar> bars = List.of(
                new Timeline.Bar("a", "write 1", 10, 20, false),
                new Timeline.Bar("b", "write 2", 12, 40, false),
                new Timeline.Bar("c", "read -> 1", 50, 60, true));
        List<Timeline.Point> order = List.of(new Timeline.Point(1, 12), new Timeline.Point(0, 20));
        List<Timeline.Band> bands = List.of(new Timeline.Band("7", "partition", 20.5, 50.5));
        Document svg = parse(new Timeline("", bars, order, bands, Map.of(10, "0.5"), Map.of(), "").svg());
        List<Element> points = all(svg, "circle", "point");
        List<Element> boxes = all(svg, "rect", "operation");
        assertThat(points).hasSize(2);
        for (int i = 0; i < 2; i++) {
            Element box = boxes.get(order.get(i).bar());
            assertThat(at(points.get(i), "cx")).isBetween(at(box, "x"), at(box, "x") + at(box, "width"));
            assertThat(at(points.get(i), "cy")).isBetween(at(box, "y"), at(box, "y") + at(box, "height"));
        }
        assertThat(at(points.get(0), "cx")).isLessThan(at(points.get(1), "cx"));
        Element band = all(svg, "rect", "band").getFirst();
        assertThat(at(band, "x")).isGreaterThan(at(boxes.get(0), "x") + at(boxes.get(0), "width"));
        Element last = all(svg, "rect", "last").getFirst();
        assertThat(at(band, "x") + at(band, "width")).isBetween(at(last, "x"), at(last, "x") + at(last, "width"));
        assertThat(svg.getDocumentElement().getTextContent()).contains("7. partition", "0.5");
    }

    @Test
    void threeFaultsBetweenTwoEventsAreDrawnOneAfterTheOther() throws Exception {
        History history = History.builder()
                .invoke(0, "write", null, 1, 0)
                .ok(0, "write", null, 1, 1_000_000)
                .invoke(0, "write", null, 2, 2_000_000)
                .ok(0, "write", null, 2, 3_000_000)
                .invoke(1, "read", null, null, 9_000_000_000L)
                .ok(1, "read", null, 1, 9_001_000_000L)
                .build();
        List<ViolationPicture.Span> faults = List.of(
                new ViolationPicture.Span("1", "kill n1", 1_000_000_000L, 2_000_000_000L),
                new ViolationPicture.Span("2", "pause n2", 3_000_000_000L, 4_000_000_000L),
                new ViolationPicture.Span("3", "kill n3", 5_000_000_000L, 8_000_000_000L));
        Verdict.Violation violation =
                (Verdict.Violation) Check.linearizability(Models.register(null)).run(history);
        Document svg = parse(
                ViolationPicture.of(Models.register(null), violation, faults).svg());
        List<Element> bands = all(svg, "rect", "band").stream()
                .sorted(Comparator.comparingDouble(band -> at(band, "x")))
                .toList();
        assertThat(bands).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(at(bands.get(i), "width")).isGreaterThan(10);
            if (i > 0) {
                assertThat(at(bands.get(i), "x"))
                        .isGreaterThanOrEqualTo(at(bands.get(i - 1), "x") + at(bands.get(i - 1), "width"));
            }
        }
        assertThat(all(svg, "polyline", "break")).as("the axis is broken once").hasSize(2);
        assertThat(svg.getDocumentElement().getTextContent()).contains("9.00 s", "1. kill n1", "3. kill n3");
    }

    @Test
    void latencyLinesEndWhereNothingSucceeds() throws Exception {
        RateChart.Slot some = new RateChart.Slot(3, 0, 0, 1_000, 2_000);
        RateChart.Slot none = new RateChart.Slot(0, 2, 1, 0, 0);
        Document svg = parse(
                new RateChart("", 0, 10, List.of(some, some, none, some, some, some, none, some), List.of()).svg());
        // One more of each explains the line.
        assertThat(all(svg, "polyline", "curve")).hasSize(3);
        assertThat(all(svg, "polyline", "worst")).hasSize(3);
        assertThat(all(svg, "circle", "curvepoint")).hasSize(1);
    }

    @Test
    void textAndShapesCanBeToldFromWhatIsBehindThem() {
        Map<String, Colours> colours = new HashMap<>();
        Colours.ALL.forEach(colour -> colours.put(colour.name(), colour));
        String[][] texts = {
            {"ink", "paper"},
            {"ink", "ground"},
            {"ink", "bar"},
            {"quiet", "paper"},
            {"bad", "paper"},
            {"ondot", "dot"},
            {"paper", "bad"},
            {"paper", "good"},
            {"paper", "doubt"}
        };
        String[][] shapes = {
            {"edge", "paper"},
            {"openedge", "paper"},
            {"dot", "paper"},
            {"fault", "paper"},
            {"ok", "paper"},
            {"failed", "paper"},
            {"unknown", "paper"},
            {"dot", "bar"},
            {"bad", "badbar"}
        };
        for (String[] pair : texts) {
            assertContrast(colours, pair, 4.5);
        }
        for (String[] pair : shapes) {
            assertContrast(colours, pair, 3);
        }
    }

    private static void assertContrast(Map<String, Colours> colours, String[] pair, double least) {
        Colours front = Objects.requireNonNull(colours.get(pair[0]));
        Colours back = Objects.requireNonNull(colours.get(pair[1]));
        String name = pair[0] + " on " + pair[1];
        assertThat(contrast(front.light(), back.light())).as(name + " by day").isGreaterThanOrEqualTo(least);
        assertThat(contrast(front.dark(), back.dark())).as(name + " by night").isGreaterThanOrEqualTo(least);
    }

    /** As WCAG 2.2 defines it. */
    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        double[] shares = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double part = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            sum += shares[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    @Test
    void cycleHasABoxForEachTransactionAndAnArrowForEachEdge() throws Exception {
        List<Cycle.Step> steps = List.of(
                new Cycle.Step("T1", "line 1", "r x 0", "rw", "T1 did not see what T2 wrote"),
                new Cycle.Step("T2", "line 2", "w x 1", "wr", "T3 read what T2 wrote"),
                new Cycle.Step("T3", "line 3", "r x 1", "realtime", "T3 was over before T1 began"));
        Map<String, String> kinds = Map.of("rw", "an anti-dependency");
        Document svg = parse(new Cycle("G-single", steps, kinds, List.of("T9 (line 9): w y 1")).svg());
        assertThat(all(svg, "rect", "operation")).hasSize(3);
        assertThat(all(svg, "polyline", "edge")).hasSize(3);
        assertThat(all(svg, "polygon", "head")).hasSize(3);
        assertThat(svg.getDocumentElement().getTextContent())
                .contains("T1", "T2", "T3", "realtime", "T3 read what T2 wrote", "G-single", "line 2")
                .contains("rw: an anti-dependency", "T9 (line 9): w y 1");
    }

    @Test
    void hostileWordsStayWords() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        String nasty = "</text><script>alert('\"&')</script><!--]]>\u0000\u0007\uD800x\uFFFF";
        for (int round = 0; round < 200; round++) {
            StringBuilder words = new StringBuilder(nasty);
            for (int i = random.nextInt(60); i > 0; i--) {
                words.append((char) random.nextInt(0x10000));
            }
            String text = words.toString();
            Document timeline = parse(new Timeline(text, List.of(new Timeline.Bar(text, text, 0, 1, true))).svg());
            Document cycle = parse(new Cycle(
                            text,
                            List.of(new Cycle.Step(text, text, text, text, text)),
                            Map.of(text, text),
                            List.of(text))
                    .svg());
            RateChart rates = new RateChart(
                    "",
                    0,
                    10,
                    List.of(new RateChart.Slot(1, 2, 3, 4, 5)),
                    List.of(new Timeline.Band(text, text, 1, 9)));
            for (Document svg : List.of(timeline, cycle, parse(rates.svg()))) {
                assertThat(svg.getElementsByTagName("script").getLength()).isZero();
                assertThat(svg.getDocumentElement().getTextContent()).contains("<script>");
            }
            String page = new Page(text)
                    .verdict(Page.Mood.BAD, text, text)
                    .heading(text)
                    .paragraph(text)
                    .lines(List.of(text))
                    .list(List.of(text))
                    .table(text, List.of(text), List.of(List.of(text)))
                    .picture(rates)
                    .html();
            assertThat(page).doesNotContain("<script").contains("&lt;script&gt;");
        }
    }

    @Test
    void hugeCounterexamplesGiveSmallPicturesThatSayWhatIsMissing() throws Exception {
        String words = "x".repeat(100_000);
        List<Timeline.Bar> bars = new ArrayList<>();
        List<Cycle.Step> steps = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            bars.add(new Timeline.Bar("process " + i % 60, words, 2 * i, 2 * i + 101, false));
            steps.add(new Cycle.Step("T" + i, words, words, "ww", words));
        }
        String timeline = new Timeline(words, bars).svg();
        String cycle = new Cycle(words, steps, Map.of("ww", words), List.of(words)).svg();
        Page page = new Page(words).verdict(Page.Mood.OPEN, "UNKNOWN", words);
        List<Timeline.Band> bands = new ArrayList<>();
        List<RateChart.Slot> slots = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            bands.add(new Timeline.Band("" + i, words, i, i + 0.5));
            slots.add(new RateChart.Slot(i, i % 7, i % 3, 1 + i, 10 + i));
        }
        page.lines(Collections.nCopies(5_000, words));
        page.table(words, List.of(words), Collections.nCopies(5_000, List.of(words)));
        page.picture(new Timeline(words, bars, List.of(), bands, Map.of(), Map.of(), words));
        page.picture(new RateChart(words, 0, 1, slots.subList(0, 60), bands));
        assertThat(page.html().length()).isLessThan(5 * MOST_BYTES);
        assertThat(page.html()).contains("and 4800 more lines", "and 4800 more rows", "more bands are left out");
        assertThat(timeline.length()).isLessThan(MOST_BYTES);
        assertThat(cycle.length()).isLessThan(MOST_BYTES);
        assertThat(parse(timeline).getDocumentElement().getTextContent()).contains("more operations are left out");
        assertThat(parse(cycle).getDocumentElement().getTextContent()).contains("and 4976 more");
    }

    @Test
    void theAnswerThatStandsOutIsDrawnHoweverManyThereAre() throws Exception {
        List<Timeline.Bar> bars = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            bars.add(new Timeline.Bar("process " + i % 60, "add " + i, 2 * i, 2 * i + 1, i == 100));
        }

        Document picture = parse(new Timeline("", bars).svg());

        assertThat(all(picture, "rect", "last")).hasSize(1);
        assertThat(picture.getDocumentElement().getTextContent())
                .contains("add 100", "add 499", "420 more operations are left out")
                .doesNotContain("add 99");
    }

    @Test
    void judgesDrawViolationsAndNothingElse(@TempDir Path folder) throws Exception {
        Path stale = folder.resolve("stale.edn");
        Files.writeString(stale, """
            {:process 0, :type :invoke, :f :write, :value 1, :index 0}
            {:process 0, :type :ok, :f :write, :value 1, :index 1}
            {:process 1, :type :invoke, :f :read, :value nil, :index 2}
            {:process 1, :type :ok, :f :read, :value 0, :index 3}
            """);
        Path cycle = folder.resolve("cycle.edn");
        Files.writeString(cycle, """
            {:process 0, :type :invoke, :f :txn, :value [[:append :x 1] [:r :y nil]], :index 0}
            {:process 1, :type :invoke, :f :txn, :value [[:append :y 1] [:r :x nil]], :index 1}
            {:process 0, :type :ok, :f :txn, :value [[:append :x 1] [:r :y [1]]], :index 2}
            {:process 1, :type :ok, :f :txn, :value [[:append :y 1] [:r :x [1]]], :index 3}
            """);
        Answer operations =
                new OperationJudge().judge(question(stale, "register")).orElseThrow();
        Answer transactions =
                new IsolationJudge().judge(question(cycle, "list-append")).orElseThrow();
        assertThat(operations.kind()).isEqualTo(Answer.Kind.VIOLATION);
        assertThat(all(parse(operations.picture().orElseThrow().svg()), "rect", "last"))
                .hasSize(1);
        assertThat(transactions.kind()).isEqualTo(Answer.Kind.VIOLATION);
        assertThat(all(parse(transactions.picture().orElseThrow().svg()), "polyline", "edge"))
                .hasSize(2);
        Files.writeString(stale, Files.readString(stale).replace(":value 0", ":value 1"));
        Answer valid = new OperationJudge().judge(question(stale, "register")).orElseThrow();
        assertThat(valid.kind()).isEqualTo(Answer.Kind.VALID);
        assertThat(valid.picture()).isEmpty();
    }

    @Test
    void whatWentOnMeanwhileStandsBehindTheCounterexampleOfAnyModel(@TempDir Path folder) throws Exception {
        Path lost = folder.resolve("lost.edn");
        Files.writeString(lost, """
            {:process 0, :type :invoke, :f :add, :value 1, :index 0, :time 1000000000}
            {:process 0, :type :ok, :f :add, :value 1, :index 1, :time 2000000000}
            {:process 1, :type :invoke, :f :read, :value nil, :index 2, :time 3000000000}
            {:process 1, :type :ok, :f :read, :value 0, :index 3, :time 4000000000}
            """);
        Question question = new Question(
                List.of(lost),
                Optional.of("counter"),
                Optional.empty(),
                Map.of(),
                Limits.standard(),
                List.of(new ViolationPicture.Span("1", "kill n1 for 1s", 2_500_000_000L, 3_500_000_000L)));

        Answer answer = new OperationJudge().judge(question).orElseThrow();

        assertThat(answer.kind()).isEqualTo(Answer.Kind.VIOLATION);
        assertThat(answer.picture().orElseThrow().svg()).contains("kill n1 for 1s");
    }

    private static Question question(Path file, String model) {
        return new Question(List.of(file), Optional.of(model), Optional.empty(), Map.of(), Limits.standard());
    }
}
