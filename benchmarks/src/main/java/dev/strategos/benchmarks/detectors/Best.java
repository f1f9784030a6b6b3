package dev.strategos.benchmarks.detectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The best setting of a detector.
 *
 * @param tried the setting, measured on heartbeats by which it was not chosen
 * @param learned what becomes of it when the margin grows with each mistake, as in the ◊P detector; null for others' detectors
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Best(Tried tried, Trials.@Nullable Learned learned) {}
