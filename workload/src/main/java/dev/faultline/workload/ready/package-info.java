/**
 * Workloads that are ready, one for each kind of thing that can be judged.
 *
 * <p>{@link dev.faultline.workload.ready.Workloads} knows them by name. Most are {@code Dealt}: a shuffled {@code Deck} has each
 * function as often as its share says, and one request comes after the other. What has an order of its own, as a lock that is held
 * before it is released, is put together from {@link dev.faultline.workload.Generators}. The functions and values are those of
 * the models in {@code docs/models.md} and {@code docs/isolation-levels.md}.
 */
@NullMarked
package dev.faultline.workload.ready;

import org.jspecify.annotations.NullMarked;
