package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.NodeId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class Ed25519Test {

    private static final NodeId ALICE = NodeId.of("alice");
    private static final NodeId BOB = NodeId.of("bob");

    /** RFC 8032, section 7.1, test 2. */
    @Test
    void signsAsTheStandardSays() {
        Ed25519.Key key = Ed25519.fromSeed(hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
        assertThat(key.publicKey()).isEqualTo(hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
        assertThat(key.sign(Bytes.of((byte) 0x72)))
                .isEqualTo(hex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"));
    }

    @Test
    void verifiesPerGeneral() {
        Ed25519.Key alice = Ed25519.fromSeed(seed(1));
        Ed25519.Key bob = Ed25519.generate(new SecureRandom());
        Verifier verifier = Ed25519.verifier(Map.of(ALICE, alice.publicKey(), BOB, bob.publicKey()));
        Bytes order = Bytes.of((byte) 1, (byte) 2);
        Bytes signature = alice.sign(order);
        assertThat(verifier.verify(ALICE, order, signature)).isTrue();
        assertThat(verifier.verify(BOB, order, signature)).isFalse();
        assertThat(verifier.verify(ALICE, Bytes.of((byte) 1), signature)).isFalse();
        assertThat(verifier.verify(ALICE, order, Bytes.of((byte) 0))).isFalse();
        assertThat(verifier.verify(NodeId.of("carol"), order, signature)).isFalse();
    }

    @Test
    void aSeedMakesTheSameKeyAgain() {
        Ed25519.Key key = Ed25519.generate(new SecureRandom());
        assertThat(Ed25519.fromSeed(key.seed()).publicKey()).isEqualTo(key.publicKey());
    }

    @Test
    void showsThePublicKeyOnly() {
        Ed25519.Key key = Ed25519.fromSeed(seed(7));
        assertThat(key.toString()).doesNotContain(key.seed().toString());
    }

    /**
     * What the suite's name stands for: how BouncyCastle judges the cases on which verifiers disagree. Should a release judge
     * otherwise, the suite needs another name.
     */
    @Test
    void judgesTheDisputedCasesAlways() throws IOException {
        StringBuilder judged = new StringBuilder();
        try (BufferedReader cases = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Ed25519Test.class.getResourceAsStream("/ed25519-speccheck.txt")),
                StandardCharsets.UTF_8))) {
            for (String line = cases.readLine(); line != null; line = cases.readLine()) {
                if (!line.startsWith("#")) {
                    String[] parts = line.split(" ");
                    judged.append(judge(hex(parts[0]), hex(parts[1]), hex(parts[2])));
                }
            }
        }
        assertThat(judged).hasToString("KKVVVVIIIIKK");
    }

    /** V if valid, I if not, K if not even the key is taken. */
    private static char judge(Bytes message, Bytes key, Bytes signature) {
        Verifier verifier;
        try {
            verifier = Ed25519.verifier(Map.of(ALICE, key));
        } catch (IllegalArgumentException e) {
            return 'K';
        }
        return verifier.verify(ALICE, message, signature) ? 'V' : 'I';
    }

    @Test
    void refusesWhatIsNoKey() {
        Ed25519.Key alice = Ed25519.fromSeed(seed(1));
        assertThatThrownBy(() -> Ed25519.fromSeed(Bytes.of((byte) 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32");
        assertThatThrownBy(() -> Ed25519.verifier(Map.of(ALICE, Bytes.of((byte) 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("alice");
        assertThatThrownBy(() -> Ed25519.verifier(Map.of(ALICE, alice.publicKey(), BOB, alice.publicKey())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another general's");
    }

    private static Bytes seed(int number) {
        byte[] seed = new byte[32];
        seed[0] = (byte) number;
        return Bytes.of(seed);
    }

    private static Bytes hex(String hex) {
        return Bytes.of(HexFormat.of().parseHex(hex));
    }
}
