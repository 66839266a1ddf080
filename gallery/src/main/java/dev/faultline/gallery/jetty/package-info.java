/** A service over HTTP: Jetty answers, the JDK's client asks. A key is a resource, its value the body. */
@NullMarked
package dev.faultline.gallery.jetty;

import org.jspecify.annotations.NullMarked;
