package dev.faultline.check.picture;

/** Something that was drawn: an SVG document that stands by itself, with nothing in it that was not meant as a picture. */
public sealed interface Picture permits Timeline, Cycle, RateChart {

    /** The picture as SVG, of some tens of kilobytes at most; the same for equal pictures. */
    String svg();
}
