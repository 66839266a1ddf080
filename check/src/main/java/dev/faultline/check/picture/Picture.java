package dev.faultline.check.picture;

/** Something to be drawn, on its own or on a page. Immutable. */
public sealed interface Picture permits Timeline, Cycle, RateChart {

    /** What the picture shows, in a sentence. */
    String title();

    /** The same as {@link #title} and what is drawn, in words, for who does not see it. */
    String description();

    /**
     * The picture as an SVG document that stands by itself, of some tens of kilobytes at most, for light and dark surroundings;
     * the same for equal pictures.
     */
    String svg();

    /** Draws it in so many pixels, at least 300, without its title. */
    String part(double width, String style);
}
