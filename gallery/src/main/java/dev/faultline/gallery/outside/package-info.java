/**
 * An outside world for applications: what stands in for services that are not JVM programs, and a program that uses each
 * of them. Plain Java, which knows nothing of Faultline. The experiment is {@code docs/outside/outside.toml}.
 */
@NullMarked
package dev.faultline.gallery.outside;

import org.jspecify.annotations.NullMarked;
