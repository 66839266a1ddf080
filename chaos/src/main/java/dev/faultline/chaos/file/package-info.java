/**
 * Scenarios as files: in TOML, in YAML and as lines, all of the same words.
 *
 * <p>Begin at {@link dev.faultline.chaos.file.ScheduleFile}. A file becomes a tree of tables, lists and values that know where
 * they stand ({@code Tree}, made by {@code TomlTree} and {@code YamlTree}); one reader makes the scenario of it ({@code
 * ScenarioReader}, {@code StepReader}, {@code FaultReader}), and tells everything that is wrong at once. {@code Words} has what
 * else a key may be called. Writing goes through plain tables ({@code StepTables}).
 */
@NullMarked
package dev.faultline.chaos.file;

import org.jspecify.annotations.NullMarked;
