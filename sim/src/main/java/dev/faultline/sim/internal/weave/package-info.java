/**
 * The agent, which makes unmodified programs obey: it carries out all patches and weaves classes as they are loaded.
 *
 * <p>It stands above all other rooms, as it knows every hook ({@code AllPatches}, {@code HookSites}); what they need of it goes
 * through {@code Weaving}. {@code JdkWeaver} carries out patches, {@code CodeWeaver} rewrites call sites, with {@code
 * StaticInitializers}, {@code OwnHashCodes} and the like for applications; {@code MethodProbes} and {@code AllocationProbes} are woven
 * only in runs that ask for them; {@code SelfCheck} refuses to begin where something was
 * not found. Begin with {@code Agent.install}.
 */
@NullMarked
package dev.faultline.sim.internal.weave;

import org.jspecify.annotations.NullMarked;
