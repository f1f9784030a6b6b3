/**
 * What oral messages can do and what not, tried out whole: {@link dev.strategos.examples.proof.ProofCommand} prints for which n, m and f
 * some strategy of the traitors breaks OM(m), and writes it down as a {@link dev.strategos.examples.proof.StrategyFile}.
 */
@NullMarked
package dev.strategos.examples.proof;

import org.jspecify.annotations.NullMarked;
