/**
 * What breaks when, as a program over faults, and what carries it out.
 *
 * <p>A {@link dev.faultline.chaos.scenario.Scenario} is made of {@link dev.faultline.chaos.scenario.Step steps}: faults, and
 * what orders them. A step begins at a {@link dev.faultline.chaos.scenario.Moment}: a time, an event, a line that a node
 * prints, a call or a message, or that nothing of the kind has happened. {@link
 * dev.faultline.chaos.scenario.ScenarioBuilder} makes them of the words that files have. The {@link dev.faultline.chaos.scenario.Nemesis} carries a scenario out
 * through the {@link dev.faultline.chaos.Injector} of an environment; begin there to see how a step is run. Whatever is drawn
 * follows from the seed and what the step says, so that a step that is taken out changes nothing of others that say something else.
 *
 * <p>It uses the faults of the package above, which know nothing of scenarios.
 */
@NullMarked
package dev.faultline.chaos.scenario;

import org.jspecify.annotations.NullMarked;
