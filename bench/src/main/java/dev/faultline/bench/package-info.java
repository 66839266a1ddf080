/**
 * How fast the simulator is, against what else one could use, measured in one run on one machine.
 *
 * <p>A figure alone says little: machines differ, and so do the moods of one machine. So each measurement here stands
 * beside a peer that does the same work in the same run: simulated threads beside platform threads that hand over a
 * baton, a simulated ensemble of ZooKeeper beside three real server processes with the same configuration, clients and
 * requests. Work is fixed and counted, never timed out; what is compared is what it costs.
 *
 * <p>The currency is processor time of all threads of all processes involved, compilers and collectors included, because
 * that is what a hunt over thousands of seeds pays. Real time is used only where threads take turns, for there waiting is
 * the cost. Every measurement is repeated, the first rounds warm the JVM and are dropped, and the median is shown.
 *
 * <p>{@link dev.faultline.bench.SimBench}, {@code CheckerBench}, {@code OracleBench} and {@code BoundsBench} are the faces,
 * one for each word behind {@code bench}. Each measurement is a class of its own that returns {@link
 * dev.faultline.bench.Row rows}; the programs that run inside nodes or in processes of their own end in {@code Main}.
 * Nothing depends on measured times: rows that miss their bar say so, and the tests look at the work done, not its speed.
 */
@NullMarked
package dev.faultline.bench;

import org.jspecify.annotations.NullMarked;
