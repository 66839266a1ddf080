package dev.faultline.experiment;

import dev.faultline.experiment.Problems.Place;

/**
 * A value as the file has it, with its placeholders.
 *
 * @param literal whether the file has it without quotes, as a number or true or false
 */
record Template(String text, Place place, boolean literal) {}
