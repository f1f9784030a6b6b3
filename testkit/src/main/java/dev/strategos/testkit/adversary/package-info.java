/**
 * Adversaries: what makes a node lie, or a network bad, although the program is honest.
 *
 * <p>An adversary acts in two places. At the channel it changes bytes: {@link dev.strategos.testkit.adversary.InterceptedChannels} and {@link
 * dev.strategos.testkit.adversary.FaultyLink}. At the link handed to the protocol it changes meaning: {@link
 * dev.strategos.testkit.adversary.LyingLink}, and for traitors that conspire
 * {@link dev.strategos.testkit.adversary.Conspiracy}.
 */
@NullMarked
package dev.strategos.testkit.adversary;

import org.jspecify.annotations.NullMarked;
