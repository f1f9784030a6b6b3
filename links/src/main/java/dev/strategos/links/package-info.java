/**
 * The ladder of point-to-point links: each rung checks the system model of the one below and promises more.
 *
 * <pre>
 *   Outbox            any thread: bounded memory per peer, waits with a deadline
 *     MessageLink     objects instead of bytes, by a codec
 *     LoggedLink      delivery to a log on stable storage, across crashes of either end
 *       BatchingLink  if wanted: many small messages as one
 *       FifoLink      order
 *         ReliableLink   no loss, no duplication, while neither end restarts
 *           FairLossLink    a transport that authenticates, or one that is trusted
 *             Wire             what the transport gives
 * </pre>
 *
 * <p>Begin with {@link dev.strategos.links.MessageLink} to use a ladder, with {@link dev.strategos.links.ReliableLink} to see how it
 * works.
 */
@NullMarked
package dev.strategos.links;

import org.jspecify.annotations.NullMarked;
