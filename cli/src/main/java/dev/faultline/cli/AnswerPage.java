package dev.faultline.cli;

import dev.faultline.check.Answer;
import dev.faultline.check.Traffic;
import dev.faultline.check.picture.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The answer of a check as a page. */
final class AnswerPage {
    private AnswerPage() {}

    static String html(Answer answer, List<Path> files) {
        String names =
                files.stream().map(file -> String.valueOf(file.getFileName())).collect(Collectors.joining(", "));
        Page page = new Page("Check of " + names);
        Page.Mood mood = switch (answer.kind()) {
            case VALID -> Page.Mood.GOOD;
            case VIOLATION -> Page.Mood.BAD;
            case UNKNOWN -> Page.Mood.OPEN;
        };
        page.verdict(mood, answer.kind().name(), answer.sentence());
        page.paragraph("Model " + answer.model() + (answer.guessed() ? " (guessed from the content)" : "") + ", level "
                + answer.level() + ".");
        if (answer.picture().isPresent() || !answer.evidence().isEmpty()) {
            page.heading(answer.kind() == Answer.Kind.VIOLATION ? "Counterexample" : "Findings");
            answer.picture().ifPresent(page::picture);
            page.lines(answer.evidence());
        }
        answer.traffic().ifPresent(traffic -> traffic(page, traffic));
        return page.html();
    }

    private static void traffic(Page page, Traffic traffic) {
        page.heading("Operations");
        if (traffic.isTimed()) {
            page.picture(traffic.picture(List.of()));
        }
        page.table(Traffic.headings(), traffic.table());
    }
}
