/**
 * What a JVM has one of for its program: its end, properties, variables, standard streams, static fields of the JDK, class
 * loaders, logging, preferences, beans. Begin with {@code RuntimePatches} and {@code GlobalPatches}.
 */
@NullMarked
package dev.faultline.sim.internal.jdk.process;

import org.jspecify.annotations.NullMarked;
