package dev.faultline.chaos;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a part of a fault, a component of its record, is written. From these come the line of a fault, its table, the schema
 * for editors and the reference in the docs; see {@link Form}. What several kinds have is said once, in {@link Parts}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.ANNOTATION_TYPE})
@interface Part {
    /** What kind of thing it is, and so how it is read. */
    Notation is();

    /** The word before it in a line; empty if it stands there by itself. */
    String said() default "";

    /** What it is unless it is given, as it is written; empty if it must be given. It is left out of lines then. */
    String usual() default "";

    /** What it means, in the form {@code the node}. */
    String doc();
}
