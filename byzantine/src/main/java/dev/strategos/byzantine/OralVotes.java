package dev.strategos.byzantine;

import java.util.List;

/**
 * How the votes of one instance of OM(k) can come about: what its traitorous commander tells each loyal lieutenant, and what each smaller
 * instance below turns out to say to each of them.
 *
 * @param told what the commander told each loyal lieutenant
 * @param loyal what the instance of each loyal lieutenant, as the commander, turns out to say to each of the others
 * @param traitorous what the instance of each traitorous lieutenant turns out to say to each loyal one
 */
record OralVotes(List<Integer> told, List<List<Integer>> loyal, List<List<Integer>> traitorous) {}
