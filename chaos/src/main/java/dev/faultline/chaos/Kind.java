package dev.faultline.chaos;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a record of a fault is called, and what it does. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Kind {
    /** The first word of its line. */
    String word();

    /** Other words by which it may be asked for in a table. */
    String[] also() default {};

    /** What happens, in one sentence without a full stop. */
    String doc();
}
