/**
 * What goes wrong with packets on links, by the values of {@code Disturbance}.
 *
 * <p>{@code Disturbances} knows what is in force in a run, each a {@code Force}. A link has a {@code Chain}: a {@code Stage}
 * for each disturbance that touches it, in the order in which they were set. A packet goes through it as a {@code Course},
 * which a stage lets pass, later or changed, or takes out: lost, or held back until the stage sends it on. What cuts a link
 * is kept in its {@code Cuts}, and who wants to know of its packets is a {@code Watch}.
 *
 * <p>A packet is whatever has the face of {@code Packet}; streams and datagrams are made of it in {@code net}, which uses
 * this. Uses {@code kernel} and the face. Begin with {@code Chain.send}.
 */
@NullMarked
package dev.faultline.sim.internal.disturbance;

import org.jspecify.annotations.NullMarked;
