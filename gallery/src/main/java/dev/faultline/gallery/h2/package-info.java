/** H2 Database Engine: its own server, asked through JDBC. */
@NullMarked
package dev.faultline.gallery.h2;

import org.jspecify.annotations.NullMarked;
