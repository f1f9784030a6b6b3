package org.example.consumer;

import dev.strategos.core.Codec;
import dev.strategos.core.Group;
import dev.strategos.core.MalformedMessageException;

/** Sizes a quorum, and sends a text through a codec. */
public final class Main {

    private Main() {}

    public static void main(String[] args) throws MalformedMessageException {
        Group group = Group.named("alice", "bob", "carol");
        String text = Codec.utf8().decode(Codec.utf8().encode("a majority of " + group + " is " + group.majority()));
        System.out.println(text);
    }
}
