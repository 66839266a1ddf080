package dev.faultline.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The reference of faults, {@code docs/faults.md}, is made from their forms and from what is measured of each. */
@Tag("agent")
class FaultReferenceTest {
    private static final String HEAD = """
        # Faults

        Every kind of fault, how it is written, and what is measured of it. A fault is a line, such as `kill n1 for 3s`; in
        TOML and YAML it is a table with `type` and the keys below: [schedules.md](schedules.md). `all` stands for every node
        that faults may touch. Without `for` a fault lasts until it is healed by its name, or until all is healed.

        Two faults that have hold of the same thing, such as the process of a node or the cut of a link, cannot be on at once.
        When a fault is over it shows evidence that the system met it; one that nothing met is reported as without effect.

        Each row was measured in virtual time, between two programs that ask and answer, send datagrams, read clocks and sync
        files (`FaultEffects`).

        This page is generated. Renew it with

            ./mvnw -B -pl chaos -am verify -Dtest=FaultReferenceTest -Dfaultline.renew=true -Dsurefire.failIfNoSpecifiedTests=false

        """;

    private static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("| kind | what happens | configured | measured |\n|---|---|---|---|\n");
        for (Form form : Form.all()) {
            for (FaultEffects effect : effects(form)) {
                page.append("| `")
                        .append(form.word())
                        .append("` | ")
                        .append(form.doc())
                        .append(" | `")
                        .append(effect.line().replace("|", "\\|"))
                        .append("` | ")
                        .append(effect.measure())
                        .append(" |\n");
            }
        }
        for (Form form : Form.all()) {
            section(page, form);
        }
        return page.toString();
    }

    private static List<FaultEffects> effects(Form form) {
        List<FaultEffects> effects = Arrays.stream(FaultEffects.values())
                .filter(effect -> Fault.parse(effect.line()).kind().equals(form.word()))
                .toList();
        assertThat(effects).as("measured effects of %s", form.word()).isNotEmpty();
        return effects;
    }

    private static void section(StringBuilder page, Form form) {
        page.append("\n## ").append(form.word()).append("\n\n");
        String doc = form.doc();
        page.append(Character.toUpperCase(doc.charAt(0)))
                .append(doc.substring(1))
                .append(".\n\n");
        effects(form)
                .forEach(effect -> page.append("    ").append(effect.line()).append('\n'));
        page.append('\n');
        page.append("| key | before it in a line | is | default |\n|---|---|---|---|\n");
        for (Form.Slot slot : form.slots()) {
            page.append("| `").append(slot.key()).append("` | ");
            page.append(slot.part().said().isEmpty() ? "" : "`" + slot.part().said() + "`");
            page.append(" | ")
                    .append(slot.part().doc())
                    .append(": ")
                    .append(slot.notation().is());
            page.append(", such as `")
                    .append(slot.notation().example().replace("|", "\\|"))
                    .append("` | ");
            page.append(
                    !slot.part().usual().isEmpty()
                            ? "`" + slot.part().usual() + "`"
                            : slot.key().equals(Form.LASTING) ? "until it is healed" : "must be there");
            page.append(" |\n");
        }
        if (!form.otherWords().isEmpty()) {
            page.append("\nIn tables also ")
                    .append(form.otherWords().stream()
                            .map(word -> "`" + word + "`")
                            .collect(Collectors.joining(", ")))
                    .append(".\n");
        }
    }

    @Test
    void theReferenceIsThatOfTheFormsAndOfWhatIsMeasured() throws IOException {
        Path docs = Path.of("..", "docs", "faults.md");
        String page = page();
        if (Boolean.getBoolean("faultline.renew")) {
            Files.writeString(docs, page);
        }
        assertThat(Files.exists(docs) ? Files.readString(docs) : "")
                .as("docs/faults.md is out of date; renew it as it says")
                .isEqualTo(page);
    }
}
