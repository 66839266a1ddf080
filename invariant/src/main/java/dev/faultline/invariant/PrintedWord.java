package dev.faultline.invariant;

/**
 * A word of a line that a program has printed.
 *
 * @param text what it says, without quotes
 * @param quoted whether it stood in quotes, so that it is a text whatever it says
 */
record PrintedWord(String text, boolean quoted) {
    Value value() {
        return quoted ? Value.of(text) : Value.ofPrinted(text);
    }
}
