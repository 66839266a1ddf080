/**
 * What is asked of a system, and by whom.
 *
 * <p>From the outside in:
 *
 * <ul>
 *   <li>{@link dev.faultline.workload.Client} is written by users: it turns a {@link dev.faultline.workload.Request} into calls
 *       of a system's own library and says by a {@link dev.faultline.workload.Reply} what came of it. {@link
 *       dev.faultline.workload.LineClient} does so for servers that speak lines of text.
 *   <li>{@link dev.faultline.workload.Workload} decides what is asked: for each run it makes a {@link
 *       dev.faultline.workload.Generator}, and says which models can judge the answers. {@link
 *       dev.faultline.workload.ready.Workloads} has ready ones by name; users write their own as a class.
 *   <li>A {@link dev.faultline.workload.Generator} is asked by each client that is free what it shall do next, and told of what
 *       came of it. {@link dev.faultline.workload.Generators} combines small ones to large ones, by the names that they have in
 *       Jepsen.
 *   <li>{@link dev.faultline.workload.Keys} chooses which key a request is about.
 * </ul>
 *
 * <p>Everything here is asked by one thread at a time, in the order of the run, and draws from the seed of the run alone. So the
 * same seed asks the same, as long as the system answers the same.
 */
@NullMarked
package dev.faultline.workload;

import org.jspecify.annotations.NullMarked;
