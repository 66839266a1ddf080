package dev.faultline.check.format;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the values of a history are {@code [key value]}, as the tuples of jepsen.independent. They are if all
 * are pairs, answers have the key of their question, and some question leaves its value open, {@code [key nil]}, or is a
 * {@code cas} of the form {@code [key [old new]]}.
 */
public final class KeySurvey {

    /** What the values seem to be. */
    public enum Keys {
        /** Values as such. */
        NONE,
        /** Each is {@code [key value]}. */
        IN_VALUES,
        /** So is each question, but what is read comes without its key. */
        IN_QUESTIONS,
        /** All are pairs, and nothing shows what is meant by them. */
        UNCLEAR
    }

    private boolean fields;
    private boolean questions;
    private boolean others;
    private boolean open;
    private boolean bareAnswers;
    private boolean keyedAnswers;

    /** Looks at the next event. */
    public void take(Event event) {
        fields |= event.key() != null;
        if (!event.isOfClient() || others) {
            return;
        }
        if (event.key() != null || Objects.equals(event.f(), "txn")) {
            others = true;
            return;
        }
        if (event.type() == Event.Type.INVOKE) {
            question(event);
        } else if (event.type() == Event.Type.OK && event.invocation() != null) {
            answer(event.invocation(), event.value());
        }
    }

    private void question(Event event) {
        List<?> pair = pair(event.value());
        boolean cas = Objects.equals(event.f(), "cas");
        if (pair == null || (cas && !(pair.getLast() instanceof List<?> swap && swap.size() == 2))) {
            others = true;
            return;
        }
        questions = true;
        open |= pair.getLast() == null || cas;
    }

    private void answer(Event asked, @Nullable Object answer) {
        List<?> question = pair(asked.value());
        List<?> pair = pair(answer);
        if (question == null
                || (answer != null && pair != null && question.getFirst().equals(pair.getFirst()))) {
            keyedAnswers |= question != null && question.getLast() == null;
        } else if (answer instanceof Collection<?> && question.getLast() == null) {
            bareAnswers = true;
        } else if (answer != null) {
            others = true;
        }
    }

    /** A list of two, of which the first can be a key. */
    private static @Nullable List<?> pair(@Nullable Object value) {
        return value instanceof List<?> list
                        && list.size() == 2
                        && list.getFirst() != null
                        && !(list.getFirst() instanceof Collection<?>)
                        && !(list.getFirst() instanceof Map<?, ?>)
                ? list
                : null;
    }

    /** Whether some event has a field {@code key}. */
    public boolean fields() {
        return fields;
    }

    /** What the values are, as far as the events so far tell. */
    public Keys keys() {
        if (others || !questions) {
            return Keys.NONE;
        }
        if (!open) {
            return Keys.UNCLEAR;
        }
        return bareAnswers ? (keyedAnswers ? Keys.NONE : Keys.IN_QUESTIONS) : Keys.IN_VALUES;
    }
}
