package dev.faultline.check.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.Answer;
import dev.faultline.check.Limits;
import dev.faultline.check.OperationJudge;
import dev.faultline.check.Question;
import dev.faultline.check.isolation.IsolationJudge;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
        List<Timeline.Band> bands = List.of(new Timeline.Band("partition", 20.5, 50.5));
        Document svg = parse(new Timeline("", bars, order, bands, Map.of(10, "0.5"), "").svg());
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
        assertThat(svg.getDocumentElement().getTextContent()).contains("partition", "0.5");
    }

    @Test
    void cycleHasABoxForEachTransactionAndAnArrowForEachEdge() throws Exception {
        List<Cycle.Step> steps = List.of(
                new Cycle.Step("T1", "r x 0", "rw", "T1 did not see what T2 wrote"),
                new Cycle.Step("T2", "w x 1", "wr", "T3 read what T2 wrote"),
                new Cycle.Step("T3", "r x 1", "realtime", "T3 was over before T1 began"));
        Document svg = parse(new Cycle("G-single", steps).svg());
        assertThat(all(svg, "rect", "operation")).hasSize(3);
        assertThat(all(svg, "line", "edge")).hasSize(3);
        assertThat(svg.getDocumentElement().getTextContent())
                .contains("T1", "T2", "T3", "realtime", "T3 read what T2 wrote", "G-single");
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
            Document cycle = parse(new Cycle(text, List.of(new Cycle.Step(text, text, text, text))).svg());
            RateChart rates = new RateChart(
                    "", 0, 10, List.of(new RateChart.Slot(1, 2, 3, 4, 5)), List.of(new Timeline.Band(text, 1, 9)));
            for (Document svg : List.of(timeline, cycle, parse(rates.svg()))) {
                assertThat(svg.getElementsByTagName("script").getLength()).isZero();
                assertThat(svg.getDocumentElement().getTextContent()).contains("<script>");
            }
            String page = new Page(text)
                    .verdict(Page.Mood.BAD, text, text)
                    .heading(text)
                    .paragraph(text)
                    .lines(List.of(text))
                    .table(List.of(text), List.of(List.of(text)))
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
            steps.add(new Cycle.Step("T" + i, words, "ww", words));
        }
        String timeline = new Timeline(words, bars).svg();
        String cycle = new Cycle(words, steps).svg();
        Page page = new Page(words).verdict(Page.Mood.OPEN, "UNKNOWN", words);
        List<Timeline.Band> bands = new ArrayList<>();
        List<RateChart.Slot> slots = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            bands.add(new Timeline.Band(words, i, i + 0.5));
            slots.add(new RateChart.Slot(i, i % 7, i % 3, 1 + i, 10 + i));
        }
        page.lines(Collections.nCopies(5_000, words));
        page.table(List.of(words), Collections.nCopies(5_000, List.of(words)));
        page.picture(new Timeline(words, bars, List.of(), bands, Map.of(), words));
        page.picture(new RateChart(words, 0, 1, slots.subList(0, 60), bands));
        assertThat(page.html().length()).isLessThan(5 * MOST_BYTES);
        assertThat(page.html()).contains("and 4800 more lines", "and 4800 more rows", "more bands are left out");
        assertThat(timeline.length()).isLessThan(MOST_BYTES);
        assertThat(cycle.length()).isLessThan(MOST_BYTES);
        assertThat(parse(timeline).getDocumentElement().getTextContent()).contains("more operations are left out");
        assertThat(parse(cycle).getDocumentElement().getTextContent()).contains("and 4976 more");
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
        assertThat(all(parse(transactions.picture().orElseThrow().svg()), "line", "edge"))
                .hasSize(2);
        Files.writeString(stale, Files.readString(stale).replace(":value 0", ":value 1"));
        Answer valid = new OperationJudge().judge(question(stale, "register")).orElseThrow();
        assertThat(valid.kind()).isEqualTo(Answer.Kind.VALID);
        assertThat(valid.picture()).isEmpty();
    }

    private static Question question(Path file, String model) {
        return new Question(List.of(file), Optional.of(model), Optional.empty(), Map.of(), Limits.standard());
    }
}
