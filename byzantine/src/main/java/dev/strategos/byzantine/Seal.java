package dev.strategos.byzantine;

import dev.strategos.byzantine.signing.SigningGround;
import dev.strategos.byzantine.signing.Statement;
import dev.strategos.core.NodeId;
import dev.strategos.core.StableStorage;
import org.jspecify.annotations.Nullable;

/** What one general signs with, and what it remembers of having begun, so that it signs nothing in an earlier life's instance. */
final class Seal {

    private static final Bytes PROBE =
            Bytes.of(new Statement().text("strategos key probe 1").toArray());

    private final NodeId self;
    private final Signer signer;
    private final SignatureChain signatures;
    private final InstanceJournal journal;

    private Seal(NodeId self, Signer signer, SignatureChain signatures, InstanceJournal journal) {
        this.self = self;
        this.signer = signer;
        this.signatures = signatures;
        this.journal = journal;
    }

    /** Refuses a key that is not this general's. */
    static Seal of(Generals<?> generals, Signer signer, Verifier verifier, @Nullable StableStorage storage) {
        NodeId self = generals.env().self();
        if (!signer.suite().equals(verifier.suite()) || !verifier.verify(self, PROBE, signer.sign(PROBE))) {
            throw new IllegalArgumentException(
                    "signer: must hold the key that the group's verifier has for '" + self + "', but does not");
        }
        if (storage != null) {
            SigningGround.claim(
                    storage, generals.spec().hash().buffer(), generals.spec().name(), generals.channel());
        }
        return new Seal(
                self,
                signer,
                new SignatureChain(generals.spec().name(), generals.spec().hash(), verifier),
                new InstanceJournal(generals.env(), storage, generals.channel()));
    }

    @Nullable
    String reasonToStayOut(InstanceId instance) {
        return journal.tookPart(instance) ? "an earlier life of this node may have signed in it" : null;
    }

    /** Remembers an instance that begins, unless this general stays out of it. */
    InstanceJournal.Entry write(@Nullable String stayOut, InstanceId instance, @Nullable Bytes order) {
        return stayOut == null ? journal.write(instance, order) : new InstanceJournal.Entry();
    }

    /** Signs an order as its commander. */
    SignedMessage sign(Participation<?, ?> part, Bytes order) {
        part.tally().signed();
        return signatures.first(part.instance(), self, order, signer);
    }

    /** Adds this general's signature. */
    SignedMessage relay(Participation<?, ?> part, SignedMessage message) {
        part.tally().signed();
        return signatures.extend(message, self, signer);
    }

    boolean verify(Participation<?, ?> part, SignedMessage message, int place) {
        part.tally().verified();
        return signatures.verify(message, place);
    }
}
