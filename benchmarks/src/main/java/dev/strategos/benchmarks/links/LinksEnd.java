package dev.strategos.benchmarks.links;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.strategos.benchmarks.peers.Contestant;
import dev.strategos.benchmarks.peers.End;
import dev.strategos.benchmarks.peers.Peers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One process of a run: holds an end, or both, and does what the launcher asks on standard input; it ends with that. */
@Command(name = "links-end", hidden = true)
public final class LinksEnd implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int CHECK_TIME_EVERY = 256;
    private static final long PATIENCE_SECONDS = 30;

    @Option(names = "--peer", required = true)
    @SuppressWarnings("NullAway.Init")
    private Peers peer;

    @Option(names = "--files", required = true)
    @SuppressWarnings("NullAway.Init")
    private Path files;

    private final ReceivedMeter received = new ReceivedMeter();
    private final PingMeter pings = new PingMeter();
    private @Nullable End sender;
    private Usage before = Usage.now();

    /** For the launcher. */
    public LinksEnd() {}

    @Override
    public Integer call() throws Exception {
        PrintStream answers = System.out;
        // Whatever a contestant prints must not look like an answer.
        System.setOut(System.err);
        Contestant contestant = peer.contestant(files);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            answers.println(answer(contestant, JSON.readValue(line, Order.class)));
        }
        // Contestants may leave threads behind.
        Runtime.getRuntime().halt(0);
        return 0;
    }

    private String answer(Contestant contestant, Order order) throws Exception {
        return switch (order.what()) {
            case LISTEN -> text(contestant.listen(received).address());
            case CONNECT -> {
                sender = contestant.connect(Objects.requireNonNull(order.address(), "address"), pings);
                yield text("connected");
            }
            case EXPECT -> {
                received.expect();
                yield text("expecting");
            }
            case SEND -> {
                before = Usage.now();
                yield text(send(order.payload(), order.millis()));
            }
            case RECEIVED -> text(received.round().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            case USAGE -> text(Usage.now().since(before));
            case PING -> text(ping(order.payload(), order.millis()));
        };
    }

    private static String text(Object answer) throws JsonProcessingException {
        return JSON.writeValueAsString(answer);
    }

    private End sender() throws IOException {
        if (sender == null) {
            throw new IOException("asked to send before it was connected");
        }
        return sender;
    }

    private long send(int payload, long millis) throws Exception {
        End end = sender();
        byte[] message = new byte[payload];
        ByteBuffer head = ByteBuffer.wrap(message);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        // Few messages of the long ones pass in the time, so look at the clock more often.
        int batch = Math.max(1, CHECK_TIME_EVERY * 100 / payload);
        long number = 0;
        while (System.nanoTime() - until < 0) {
            for (int i = 0; i < batch; i++) {
                head.putLong(0, number++);
                end.send(message);
            }
        }
        head.putLong(0, Numbers.end(number));
        end.send(message);
        end.flush();
        return number;
    }

    private RoundTrips ping(int payload, long millis) throws Exception {
        End end = sender();
        byte[] message = new byte[payload];
        ByteBuffer.wrap(message).putLong(Numbers.ping(0));
        CountDownLatch done = pings.begin(TimeUnit.MILLISECONDS.toNanos(millis));
        end.send(message);
        end.flush();
        end.awaitReplies(done);
        return pings.result();
    }
}
