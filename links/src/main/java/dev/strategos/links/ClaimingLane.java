package dev.strategos.links;

import dev.strategos.core.Lane;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A lane that a {@link LinkLayer} lets its claims be made on: it is asked only for what is allowed, and for one claim at a time. */
interface ClaimingLane extends Lane {

    /** Opens a claim of so many bytes; null if there is no room now. */
    @Nullable
    ByteBuffer claim(int bytes);

    /** Sends the claim. */
    void commit();

    /** Gives the claim back, unsent. */
    void abandon();
}
