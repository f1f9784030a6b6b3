package dev.strategos.testkit.fallacies;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Gossip that is encrypted and authenticated; what does not open is as good as lost, and what is replayed is old news. */
final class SealedCounter extends Counters.Gossiped {

    private static final SecretKeySpec KEY = new SecretKeySpec(new byte[16], "AES");

    private long messages;

    SealedCounter(Environment env) {
        super(env);
    }

    private static Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, KEY, new GCMParameterSpec(128, nonce));
        return cipher;
    }

    @Override
    ByteBuffer seal(ByteBuffer state) {
        ByteBuffer nonce =
                ByteBuffer.allocate(12).putInt(env.group().rank(env.self())).putLong(messages++);
        ByteBuffer sealed = ByteBuffer.allocate(12 + state.remaining() + 16).put(nonce.flip());
        try {
            cipher(Cipher.ENCRYPT_MODE, nonce.array()).doFinal(state, sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return sealed.flip();
    }

    @Override
    ByteBuffer open(NodeId from, ByteBuffer message) {
        byte[] nonce = new byte[12];
        message.get(nonce);
        ByteBuffer opened = ByteBuffer.allocate(message.remaining());
        try {
            cipher(Cipher.DECRYPT_MODE, nonce).doFinal(message, opened);
        } catch (GeneralSecurityException e) {
            return null;
        }
        return opened.flip();
    }
}
