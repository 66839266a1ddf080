/**
 * Reads the state of a node's programs, for invariants: what a field holds, what an attribute of an MBean is, what a class of the
 * user's answers.
 *
 * <p>How the package thinks:
 *
 * <ol>
 *   <li>A {@link dev.faultline.experiment.probe.StateProbe} says what is read, of which nodes and when; its {@link
 *       dev.faultline.experiment.probe.Source} says where. A {@link dev.faultline.experiment.probe.FieldPath} leads from a class
 *       to a value.
 *   <li>Fields are read from outside, between two turns ({@link dev.faultline.experiment.probe.FieldReader}), out of the {@link
 *       dev.faultline.experiment.probe.Memory} of a process. No code of the program runs then: no getter, no {@code toString},
 *       {@code equals} or {@code hashCode}, no collection of the program's own, no monitor is taken, and no identity hash code
 *       asked for. So the run is the one that it would have been. {@code Containers} knows the collections of the JDK that can be
 *       read like that, {@code Scalars} the objects that are values.
 *   <li>The others are code, and a thread of the node runs it ({@link dev.faultline.experiment.probe.NodeReader}).
 *   <li>Either way comes a {@link dev.faultline.experiment.probe.Reading}; {@link dev.faultline.experiment.probe.Followed} has
 *       what of it is another than before, which is what invariants are told.
 * </ol>
 */
@NullMarked
package dev.faultline.experiment.probe;

import org.jspecify.annotations.NullMarked;
