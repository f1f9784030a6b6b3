package dev.strategos.examples.ladder;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Stackable;
import dev.strategos.examples.launch.CouldNotRunException;
import dev.strategos.examples.launch.Exit;
import dev.strategos.examples.node.Play;
import dev.strategos.links.FairLossLink;
import dev.strategos.storage.mvstore.MvStorage;
import dev.strategos.testkit.adversary.FaultyLink;
import dev.strategos.transport.netty.NettyConfigBuilder;
import dev.strategos.transport.netty.NettyNode;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One end of a climb as a part in a config file. The first of the file's members sends, the second receives.
 *
 * <p>The sender is told what to send in lines {@code send <from> <until> taken|settled}, and answers with the last word once the rung has
 * taken all, or all is acknowledged. The receiver appends every number that it delivers to a file, so that what it heard before it was
 * killed is not forgotten; on a rung that remembers, each of its lives writes the file anew.
 *
 * @param rung over which rung, such as {@code fifo}
 * @param loss the chance that an outgoing frame is lost
 * @param duplicate the chance that it is repeated
 * @param reorder the chance that it is overtaken
 * @param seed where chance comes from
 * @param journal the receiver's file, relative to the config file
 * @param storage the folder of the node's storage, relative to the config file; only a rung that remembers has one
 */
public record LadderPlay(
        String rung, double loss, double duplicate, double reorder, long seed, String journal, String storage)
        implements Play {

    /** How config files name it. */
    public static final String NAME = "ladder";

    private static final String CHANNEL = "ladder";

    @Override
    public void configure(NettyConfigBuilder config, Path folder) {
        // Links take any model of nodes and timing; the defaults stand.
        if (chosen().remembers()) {
            config.storage(loop -> MvStorage.open(folder.resolve(storage), loop));
        }
    }

    @Override
    public int play(NettyNode node, Stage stage) {
        boolean sends = stage.group().rank(node.id()) == 0;
        return sends ? send(node, stage) : receive(node, stage);
    }

    private int receive(NettyNode node, Stage stage) {
        Path path = stage.folder().resolve(journal);
        try (Journal file = chosen().remembers() ? Journal.replacing(path) : Journal.appending(path)) {
            node.run(env -> chosen().on(fairLoss(env, stage), message -> {
                file.add(message.getInt());
                env.atEndOfTurn(file::flush);
            }));
            stage.voice().tell("ready", node.id() + " listens", null);
            stage.voice().awaitEnd();
            node.close();
        }
        return Exit.HELD;
    }

    private int send(NettyNode node, Stage stage) {
        NodeId to = stage.group().member(1);
        Meeting meeting = new Meeting();
        Sender sender = node.run(env -> {
            Stackable link = fairLoss(env, stage);
            env.open("roll-call").onPeer(meeting);
            return new Sender(env, to, chosen().on(link, message -> {}));
        });
        meeting.await();
        stage.voice().tell("ready", node.id() + " has met " + to, null);
        for (String line = stage.voice().listen().orElse("");
                !line.isEmpty();
                line = stage.voice().listen().orElse("")) {
            String[] words = line.split(" ", -1);
            if (words.length != 4 || !words[0].equals("send")) {
                throw new CouldNotRunException(
                        "expected 'send <from> <until> taken|settled', but was told '" + line + "'");
            }
            // A receiver that died is met again first: what is sent before that is undetermined.
            meeting.await();
            CompletableFuture<Sender.Report> report = new CompletableFuture<>();
            boolean accepted = node.execute(() -> sender.send(
                    Integer.parseInt(words[1]),
                    Integer.parseInt(words[2]),
                    words[3].equals("settled"),
                    report::complete));
            if (!accepted) {
                throw new CouldNotRunException("the node's queue is full");
            }
            Sender.Report done = report.join();
            stage.voice().tell(words[3], "sent up to " + done.sent(), done);
        }
        return Exit.HELD;
    }

    private Rung chosen() {
        return Rung.of(rung);
    }

    private Stackable fairLoss(Environment env, Stage stage) {
        FairLossLink link = stage.plain()
                ? FairLossLink.trusting(env.open(CHANNEL), "the user declared this network trusted")
                : FairLossLink.over(env.open(CHANNEL));
        return FaultyLink.over(link, new SplittableRandom(seed))
                .losing(loss)
                .repeating(duplicate)
                .reordering(reorder);
    }

    /** Whether the peer is there; it may go, and come back. */
    private static final class Meeting implements PeerListener {

        private volatile CompletableFuture<@Nullable Void> met = new CompletableFuture<>();

        void await() {
            met.join();
        }

        @Override
        public void onUp(Peer peer) {
            met.complete(null);
        }

        @Override
        public void onDown(Peer peer) {
            met = new CompletableFuture<>();
        }
    }
}
