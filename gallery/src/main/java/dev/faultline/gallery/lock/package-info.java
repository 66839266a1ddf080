/**
 * A client of the example {@code lock} that counts its leases as a holder does, and tells when one ended too early: what no model of a
 * lock can see, for a lease may end at any time as far as a history tells.
 */
@NullMarked
package dev.faultline.gallery.lock;

import org.jspecify.annotations.NullMarked;
