/**
 * What breaks, where and when, as data; and what carries it out in a simulation.
 *
 * <p>A {@link dev.faultline.chaos.Fault} says what goes wrong, with whom, for how long. A
 * {@link dev.faultline.chaos.Schedule} is a list of faults with their times. Both are values with a text of one line a
 * fault, {@code 12.5s kill n2 for 3s}: they are read from a file, printed back, shrunk and compared, and the words mean
 * the same in every environment. A {@link dev.faultline.chaos.FaultPlan} draws a schedule from a seed.
 *
 * <p>How a fault is written stands at its record, in the annotations of its parts. {@code Form} reads them, and lines, tables
 * and the reference follow from it. A {@link dev.faultline.chaos.FaultTemplate} is a fault some of whose numbers and nodes are
 * drawn when it strikes.
 *
 * <p>None of this knows where the nodes run. The room {@code scenario} has what breaks when, and carries it out through the
 * {@link dev.faultline.chaos.Injector} of an environment, which makes an {@link dev.faultline.chaos.Injection} of each fault:
 * it begins, watches, and undoes what it did, and then has to show {@link dev.faultline.chaos.Evidence} that the system met
 * the fault; what it leaves behind is watched on ({@link dev.faultline.chaos.Aftermath}). A fault that nothing met is reported as without effect, never assumed. The room {@code simulated} does so in a
 * simulation. Two rules keep undoing simple. Every fault ends by itself. And no two faults have hold of the same thing at once,
 * be it a process, the cut of a link or the speed of a disk: {@code Claims} lists what each fault takes hold of; a schedule
 * that overlaps is refused, a plan never draws it, and a fault of a scenario that meets a taken thing is reported as not
 * injected.
 *
 * <p>To add a kind of fault: a record in {@code ProcessFault}, {@code NetworkFault} or one of their like, its
 * claim in {@code Claims}, an injection in {@code simulated}, and if plans are to draw it, its word in
 * {@code FaultKind} and its sizes in {@code FaultDraw}. The compiler asks for most of them.
 */
@NullMarked
package dev.faultline.chaos;

import org.jspecify.annotations.NullMarked;
