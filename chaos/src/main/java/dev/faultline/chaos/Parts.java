package dev.faultline.chaos;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Parts that several kinds of faults have, and that are written the same in all of them. */
final class Parts {
    private Parts() {}

    /** The nodes. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @Part(is = Notation.NODES, doc = "the nodes")
    @interface Nodes {}

    /** The links. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @Part(is = Notation.LINKS, doc = "on which links")
    @interface OnLinks {}

    /** The files, by a pattern. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @Part(is = Notation.PATTERN, said = "of", doc = "the files")
    @interface Files {}

    /** Files of which one is drawn. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @Part(is = Notation.PATTERN, said = "of", doc = "the files, of which one is drawn")
    @interface OneFile {}

    /** Which bytes of them. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @Part(is = Notation.RANGE, said = "bytes", usual = "any", doc = "which bytes a call must touch")
    @interface Bytes {}

    /** Which packets of the links. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @Part(is = Notation.FILTER, said = "only", usual = "any", doc = "which packets of these links")
    @interface Packets {}

    /** Which of these packets have another chance. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @Part(
            is = Notation.RULES,
            said = "except",
            usual = "none",
            doc = "packets with another chance; the first rule that takes a packet decides")
    @interface Except {}

    /** After how long datagrams go on that wait for others. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @Part(
            is = Notation.DURATION,
            said = "within",
            usual = "1s",
            doc = "after how long those go on that wait for others")
    @interface Patience {}

    /** The methods. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @Part(is = Notation.METHODS, said = "of", doc = "the methods")
    @interface Methods {}

    /** Which of the methods are points. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @Part(
            is = Notation.NUMBER,
            said = "chosen",
            usual = "1",
            doc = "how likely each method is to be a point, once a run")
    @interface Chosen {}

    /** Which calls are struck. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @Part(is = Notation.NUMBER, said = "with", usual = "1", doc = "how likely each call is to be struck")
    @interface Chance {}

    /** How many calls are struck. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @Part(is = Notation.COUNT, said = "times", usual = "any", doc = "how many calls are struck at most")
    @interface Times {}

    /** Where damage shows. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @Part(is = Notation.LAYER, said = "in", usual = "cache", doc = "where it shows")
    @interface Layer {}

    /** How long it is so. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
    @interface Lasting {}
}
