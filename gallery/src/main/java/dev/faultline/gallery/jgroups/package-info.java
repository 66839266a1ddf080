/**
 * A group of JGroups members that agree by its implementation of Raft, over TCP or UDP multicast. Clients speak in lines
 * of text with whichever member they like.
 */
@NullMarked
package dev.faultline.gallery.jgroups;

import org.jspecify.annotations.NullMarked;
