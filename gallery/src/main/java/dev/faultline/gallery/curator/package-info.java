/** Recipes of Apache Curator on an ensemble of ZooKeeper that is as it is published. */
@NullMarked
package dev.faultline.gallery.curator;

import org.jspecify.annotations.NullMarked;
