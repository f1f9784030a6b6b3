package dev.strategos.byzantine.randomized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.randomized.BallotMessage.Kind;
import dev.strategos.byzantine.randomized.BallotMessage.Share;
import dev.strategos.core.Fault;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** The rules of Mostéfaoui, Moumen, Raynal 2014, and what was added to them, at one general of four: n−f = 3, f+1 = 2, 2f+1 = 3. */
class BinaryAgreementPaperTest {

    /** Lets both values in, and shows g0 AUX of both, so that its outcome is both. */
    private static Booth divided(Booth booth) {
        return booth.propose(true)
                .vote(1, Kind.BVAL, Values.TRUE, 1, 2)
                .vote(1, Kind.BVAL, Values.FALSE, 2, 3)
                .vote(1, Kind.AUX, Values.TRUE, 1)
                .vote(1, Kind.AUX, Values.FALSE, 2);
    }

    /** Figure 1: f+1 BVALs are said on, f are not. */
    @Test
    void aValueOfOneLoyalGeneralIsSaidOn() {
        try (Booth booth = Booth.withDealer(1).propose(true)) {
            booth.vote(1, Kind.BVAL, Values.FALSE, 3);
            assertThat(booth.said(1, Kind.BVAL)).containsExactly(Values.TRUE);
            booth.vote(1, Kind.BVAL, Values.FALSE, 2);
            assertThat(booth.said(1, Kind.BVAL)).containsExactly(Values.TRUE, Values.FALSE);
        }
    }

    /** Figure 1: 2f+1 BVALs let a value in, its own among them; no AUX before that. */
    @Test
    void aValueOfMostLoyalGeneralsIsLetIn() {
        try (Booth booth = Booth.withDealer(1).propose(true)) {
            booth.vote(1, Kind.BVAL, Values.TRUE, 1);
            assertThat(booth.said(1, Kind.AUX)).isEmpty();
            booth.vote(1, Kind.BVAL, Values.TRUE, 2);
            assertThat(booth.said(1, Kind.AUX)).containsExactly(Values.TRUE);
        }
    }

    /** Figure 2, line 5: AUX of a value that was not let in does not count, however many say it. */
    @Test
    void whatOnlyTraitorsProposeDoesNotCount() {
        try (Booth booth = Booth.withDealer(1).propose(true)) {
            booth.vote(1, Kind.BVAL, Values.TRUE, 1, 2)
                    .vote(1, Kind.AUX, Values.TRUE, 1)
                    .vote(1, Kind.AUX, Values.FALSE, 3);
            assertThat(booth.said(1, Kind.CONF)).isEmpty();
            booth.vote(1, Kind.AUX, Values.TRUE, 2);
            assertThat(booth.said(1, Kind.CONF)).containsExactly(Values.TRUE);
        }
    }

    /** HoneyBadgerBFT, issue 59: no share of the coin before n−f generals have said CONF, or the network could choose against the coin. */
    @Test
    void noShareIsSaidBeforeTheValuesAreConfirmed() {
        try (Booth booth = divided(Booth.withDealer(1))) {
            assertThat(booth.said(1, Kind.CONF)).containsExactly(Values.BOTH);
            assertThat(booth.saidShare(1)).isFalse();
            booth.vote(1, Kind.CONF, Values.TRUE, 1);
            assertThat(booth.saidShare(1)).isFalse();
            booth.vote(1, Kind.CONF, Values.BOTH, 2);
            assertThat(booth.saidShare(1)).isTrue();
        }
    }

    /** Figure 2, line 9: after an outcome of both, the coin is the next estimate, and nothing is decided. */
    @Test
    void theCoinIsTheNextEstimateOfTheDivided() {
        for (long seed = 0; seed < 8; seed++) {
            try (Booth booth = divided(Booth.withDealer(seed))) {
                booth.vote(1, Kind.CONF, Values.BOTH, 1, 2).share(1, 1);
                assertThat(booth.ballot.round()).isEqualTo(2);
                assertThat(booth.ballot.estimate()).isEqualTo(booth.coin(1));
                assertThat(booth.ballot.decision()).isEmpty();
            }
        }
    }

    /** Figure 2, lines 7 and 8: one value alone is decided if the coin agrees, and kept if it does not. */
    @Test
    void oneValueAloneIsDecidedIfTheCoinAgrees() {
        int decided = 0;
        for (long seed = 0; seed < 8; seed++) {
            try (Booth booth = Booth.withDealer(seed).propose(true)) {
                booth.vote(1, Kind.BVAL, Values.TRUE, 1, 2)
                        .vote(1, Kind.AUX, Values.TRUE, 1, 2)
                        .vote(1, Kind.CONF, Values.TRUE, 1, 2)
                        .share(1, 1);
                assertThat(booth.ballot.estimate()).isTrue();
                assertThat(booth.ballot.decision().isPresent()).isEqualTo(booth.coin(1));
                decided += booth.ballot.decidedIn();
            }
        }
        assertThat(decided).isBetween(1, 7);
    }

    /** A share that is none would make the coin fall otherwise here than elsewhere. */
    @Test
    void aShareThatWasNotDealtIsNotCounted() {
        try (Booth booth = divided(Booth.withDealer(3)).vote(1, Kind.CONF, Values.BOTH, 1, 2)) {
            Bytes dealt = booth.dealt.get(Booth.GROUP.member(3)).share(Booth.INSTANCE, 1);
            for (int lie = 1; lie <= 3; lie++) {
                ByteBuffer forged = ByteBuffer.wrap(dealt.toArray());
                forged.putLong(0, (dealt.buffer().getLong() + lie) % ShamirField.PRIME);
                booth.send(3, new Share(Booth.INSTANCE, 1, Bytes.of(forged.array())));
            }
            assertThat(booth.ballot.round())
                    .as("the lie is not one of f+1 shares")
                    .isEqualTo(1);
            booth.share(1, 3);
            assertThat(booth.ballot.round()).as("a liar is heard no more").isEqualTo(1);
            booth.share(1, 2);
            assertThat(booth.ballot.estimate()).isEqualTo(booth.coin(1));
            assertThat(booth.reported).singleElement().satisfies(fault -> {
                assertThat(fault.who()).isEqualTo(Booth.GROUP.member(3));
                assertThat(fault.kind()).isEqualTo(Fault.Kind.PROTOCOL_VIOLATION);
            });
        }
    }

    /** Everybody of one mind, with a coin that is not common: decided in round 1 after ECHO5, whatever the coin. */
    @Test
    void generalsOfOneMindNeedNoCoin() {
        try (Booth booth = Booth.withLocalCoin(1).propose(false)) {
            for (Kind kind : new Kind[] {Kind.BVAL, Kind.AUX, Kind.CONF, Kind.ECHO4}) {
                booth.vote(1, kind, Values.FALSE, 1, 2);
            }
            assertThat(booth.ballot.decision()).isEmpty();
            booth.vote(1, Kind.ECHO5, Values.FALSE, 1, 2);
            assertThat(booth.ballot.decision()).contains(false);
        }
    }

    /** One general's ECHO5 of a value, which f+1 have in ECHO4, binds the divided: another may have decided it. */
    @Test
    void whoSeesSupportTossesNoCoinOfItsOwn() {
        for (long seed = 0; seed < 8; seed++) {
            try (Booth booth = divided(Booth.withLocalCoin(seed))) {
                booth.vote(1, Kind.CONF, Values.TRUE, 1, 2)
                        .vote(1, Kind.ECHO4, Values.TRUE, 1, 2)
                        .vote(1, Kind.ECHO5, Values.TRUE, 1)
                        .vote(1, Kind.ECHO5, Values.BOTH, 2);
                assertThat(booth.ballot.round()).isEqualTo(2);
                assertThat(booth.ballot.estimate()).isTrue();
                assertThat(booth.ballot.decision()).isEmpty();
            }
        }
    }

    /** A traitor's ECHO5 that no ECHO4 bears out is not waited for and not believed. */
    @Test
    void supportThatOnlyTraitorsClaimIsNotBelieved() {
        try (Booth booth = divided(Booth.withLocalCoin(1))) {
            booth.vote(1, Kind.CONF, Values.BOTH, 1, 2)
                    .vote(1, Kind.ECHO4, Values.BOTH, 1, 2)
                    .vote(1, Kind.ECHO5, Values.FALSE, 3)
                    .vote(1, Kind.ECHO5, Values.BOTH, 1);
            assertThat(booth.ballot.round()).isEqualTo(1);
            booth.vote(1, Kind.ECHO5, Values.BOTH, 2);
            assertThat(booth.ballot.round()).isEqualTo(2);
        }
    }

    /** f TERMs may all be lies; f+1 decide, and are said on. */
    @Test
    void oneLoyalDecisionIsEnough() {
        try (Booth booth = Booth.withDealer(1).propose(true)) {
            booth.vote(1, Kind.TERM, Values.FALSE, 3);
            assertThat(booth.ballot.decision()).isEmpty();
            booth.vote(1, Kind.TERM, Values.FALSE, 2);
            assertThat(booth.ballot.decision()).contains(false);
            assertThat(booth.said(1, Kind.TERM)).containsExactly(Values.FALSE);
        }
    }

    /** Whoever decides helps on, until 2f+1 have decided: then all other loyal generals hear of f+1 without it. */
    @Test
    void whoDecidesGoesOnUntilEnoughHaveDecided() {
        try (Booth booth = Booth.withLocalCoin(1).propose(true)) {
            for (Kind kind : new Kind[] {Kind.BVAL, Kind.AUX, Kind.CONF, Kind.ECHO4, Kind.ECHO5}) {
                booth.vote(1, kind, Values.TRUE, 1, 2);
            }
            assertThat(booth.ballot.decision()).contains(true);
            assertThat(booth.said(1, Kind.TERM)).containsExactly(Values.TRUE);
            assertThat(booth.said(2, Kind.BVAL)).as("helps in round 2").containsExactly(Values.TRUE);
            booth.vote(1, Kind.TERM, Values.TRUE, 1);
            assertThat(booth.ballot.isOver()).isFalse();
            booth.vote(2, Kind.BVAL, Values.TRUE, 1, 2);
            assertThat(booth.said(2, Kind.AUX)).containsExactly(Values.TRUE);
            booth.vote(1, Kind.TERM, Values.TRUE, 2);
            assertThat(booth.ballot.isOver()).isTrue();
            assertThat(booth.agreement.running()).isZero();
        }
    }

    /** Whoever has left a round still says on what comes late in it: the slower wait for that. */
    @Test
    void theFasterHelpTheSlowerInRoundsThatArePast() {
        try (Booth booth = Booth.withDealer(1).propose(true)) {
            booth.vote(1, Kind.BVAL, Values.TRUE, 1, 2)
                    .vote(1, Kind.AUX, Values.TRUE, 1, 2)
                    .vote(1, Kind.CONF, Values.TRUE, 1, 2)
                    .share(1, 1);
            assertThat(booth.ballot.round()).isEqualTo(2);
            booth.vote(1, Kind.BVAL, Values.FALSE, 2, 3);
            assertThat(booth.said(1, Kind.BVAL)).containsExactly(Values.TRUE, Values.FALSE);
        }
    }

    @Test
    void nobodyVotesTwice() {
        try (Booth booth = Booth.withDealer(1).propose(true)) {
            booth.vote(1, Kind.BVAL, Values.TRUE, 1, 2).vote(1, Kind.AUX, Values.TRUE, 1, 1);
            assertThat(booth.said(1, Kind.CONF)).isEmpty();
            assertThat(booth.reported)
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.evidence()).contains("votes twice"));
        }
    }

    @Test
    void asManyAsThreeTimesTheTraitorsAreTooFew() {
        assertThatThrownBy(() -> BinaryAgreement.requireGenerals(6, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ABA(2) among 6 generals");
        BinaryAgreement.requireGenerals(7, 2);
    }
}
