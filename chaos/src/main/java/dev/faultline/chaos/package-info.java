/**
 * What breaks, where and when, as data; and what carries it out in a simulation.
 *
 * <p>A {@link dev.faultline.chaos.Fault} says what goes wrong, with whom, for how long. A
 * {@link dev.faultline.chaos.Schedule} is a list of faults with their times. Both are values with a text of one line a
 * fault, {@code 12.5s kill n2 for 3s}: they are read from a file, printed back, shrunk and compared, and the words mean
 * the same in every environment. A {@link dev.faultline.chaos.FaultPlan} draws a schedule from a seed.
 *
 * <p>None of this knows where the nodes run. The {@link dev.faultline.chaos.Nemesis} carries a schedule out through the
 * {@link dev.faultline.chaos.Injector} of an environment, which makes an {@link dev.faultline.chaos.Injection} of each fault:
 * it begins, watches, and undoes what it did, and then has to show {@link dev.faultline.chaos.Evidence} that the system met
 * the fault. A fault that nothing met is reported as without effect, never assumed. The room {@code simulated} does so in a
 * simulation. Two rules keep undoing simple. Every fault ends by itself, so a schedule needs no lines that heal. And no two
 * faults have hold of the same thing at once, be it a process, the cut of a link or the speed of a disk: {@code Claims} lists
 * what each fault takes hold of, the schedule refuses what overlaps, and the plan never draws it.
 *
 * <p>To add a kind of fault: a record in {@code ProcessFault}, {@code NetworkFault}, {@code ClockFault} or {@code
 * StorageFault}, its word in {@code FaultKind}, its syntax in {@code FaultParser}, the nodes it names in {@code Names}, its
 * claim in {@code Claims}, its sizes in {@code FaultDraw}, an injection in {@code simulated}. The compiler asks for most of
 * them.
 */
@NullMarked
package dev.faultline.chaos;

import org.jspecify.annotations.NullMarked;
