package dev.faultline.check.format;

import org.jspecify.annotations.Nullable;

/**
 * A value with a tag of EDN, such as {@code #inst "2020"}; different from the value without it.
 *
 * @param tag without the {@code #}
 */
public record Tagged(String tag, @Nullable Object value) {

    @Override
    public String toString() {
        return "#" + tag + " " + value;
    }
}
