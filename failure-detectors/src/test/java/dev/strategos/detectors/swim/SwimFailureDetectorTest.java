package dev.strategos.detectors.swim;

import static dev.strategos.detectors.swim.SwimRun.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Fault;
import dev.strategos.core.NodeId;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.Wire;
import dev.strategos.detectors.PeerView;
import dev.strategos.detectors.Suspicion;
import dev.strategos.detectors.SuspicionListener;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultAction;
import dev.strategos.transport.memory.FaultPlan;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwimFailureDetectorTest {

    private static final SwimConfig CONFIG = SwimConfig.defaults();

    private static FaultPlan.Builder plan() {
        return FaultPlan.builder().delay(DelayLaw.uniform(Duration.ofMillis(10), Duration.ofMillis(40)));
    }

    private static List<NodeId> suspects(SwimRun run) {
        return run.ask(0, SwimFailureDetector::suspects);
    }

    @Test
    void everybodyLearnsOfACrashAndNobodyElseIsSuspected() {
        SwimRun run = new SwimRun(20, 1, plan(), CONFIG);
        run.runFor(60);
        run.network.crash(node(7));
        run.runFor(60);
        // At most 2n−3 periods to the first probe and Min·6 if few confirm; hundreds of others make it far shorter in a
        // large group.
        run.properties("crash").strongAccuracy().strongCompleteness().completenessWithin(Duration.ofSeconds(30));
        assertThat(suspects(run)).containsExactly(node(7));
        PeerView view = run.ask(0, swim -> swim.view(node(7)));
        assertThat(view.suspected()).isTrue();
        assertThat(view.level()).hasValue(2);
        MemberState state = run.ask(0, swim -> swim.state(node(8)));
        assertThat(state).isEqualTo(MemberState.ALIVE);
    }

    @Test
    void aMembersLoadDoesNotDependOnTheSizeOfTheGroup() {
        List<Double> load = new ArrayList<>();
        for (int members : new int[] {8, 64}) {
            SwimRun run = new SwimRun(members, 1, plan(), CONFIG);
            run.runFor(10);
            run.frames = 0;
            run.runFor(100);
            load.add(run.frames / 100.0 / members);
        }
        assertThat(load).allSatisfy(frames -> assertThat(frames).isBetween(1.8, 2.2));
    }

    @Test
    void aMemberThatWasPausedRefutesWhatIsSaidOfIt() {
        SwimRun run = new SwimRun(20, 1, plan(), CONFIG);
        run.runFor(60);
        run.network.pause(node(3), Duration.ofSeconds(5));
        run.runFor(60);
        run.properties("pause").strongAccuracy();
        MemberState state = run.ask(0, swim -> swim.state(node(3)));
        assertThat(state).isEqualTo(MemberState.ALIVE);
    }

    @Test
    void aMemberThatStoodStillSuspectsNobodyForIt() {
        SwimRun run = new SwimRun(10, 1, plan(), CONFIG);
        run.runFor(60);
        for (int i = 0; i < 10; i++) {
            run.network.pause(node(3), Duration.ofSeconds(20));
            run.runFor(40);
        }
        assertThat(run.trace)
                .filteredOn(record -> record.peer().id().equals(node(3)))
                .noneMatch(record -> record.event() instanceof TraceEvent.Suspect);
    }

    @Test
    void aRestartedMemberIsTrustedAnew() {
        SwimRun run = new SwimRun(10, 1, plan(), CONFIG);
        run.runFor(20);
        run.network.crash(node(4));
        run.runFor(100);
        assertThat(suspects(run)).containsExactly(node(4));
        List<String> told = new ArrayList<>();
        run.network
                .node(node(0))
                .execute(() -> run.detectors.get(node(0)).onSuspicion(new SuspicionListener() {
                    @Override
                    public void onRestore(Suspicion suspicion) {
                        told.add(suspicion.peer() + " " + suspicion.reason());
                    }

                    @Override
                    public void onRestart(dev.strategos.core.Peer old, dev.strategos.core.Peer now) {
                        told.add(old + " is now " + now);
                    }
                }));
        run.network.recover(node(4));
        run.runFor(30);
        run.properties("restart").eventualStrongAccuracy(Duration.ofSeconds(150));
        assertThat(told).containsExactly("n4 NEW_INCARNATION", "n4#1 is now n4#2");
    }

    @Test
    void aPartedNetworkComesTogetherAgain() {
        SwimRun run = new SwimRun(12, 1, plan(), CONFIG);
        run.runFor(20);
        List<NodeId> all = run.network.group().members();
        run.network.partition(all.subList(0, 6), all.subList(6, 12));
        run.runFor(300);
        assertThat(suspects(run)).hasSize(6);
        run.network.heal();
        run.runFor(120);
        run.properties("parted").eventualStrongAccuracy(Duration.ofSeconds(440));
    }

    @Test
    void aLinkCutOneWayIsGoneRoundByHelpers() {
        SwimRun run = new SwimRun(10, 1, plan(), CONFIG);
        run.runFor(20);
        run.network.apply(new FaultAction.Cut(List.of(node(1)), List.of(node(2))));
        for (int i = 0; i < 600; i++) {
            run.runFor(0.5);
            MemberState state = run.ask(1, swim -> swim.state(node(2)));
            assertThat(state).isEqualTo(MemberState.ALIVE);
        }
    }

    @Test
    void aMemberThatNobodyHeardButThatHeardTheOthersIsTrustedAgain() {
        SwimRun run = new SwimRun(12, 1, plan(), CONFIG);
        run.runFor(20);
        List<NodeId> others = new ArrayList<>(run.network.group().members());
        others.remove(node(3));
        run.network.apply(new FaultAction.Cut(List.of(node(3)), others));
        // It hears of the suspicion, and refutes it until that is no news any more; nobody hears that.
        run.runFor(300);
        assertThat(suspects(run)).containsExactly(node(3));
        run.network.heal();
        run.runFor(120);
        run.properties("mute").eventualStrongAccuracy(Duration.ofSeconds(440));
        assertThat(suspects(run)).isEmpty();
    }

    @Test
    void lossesMakeFewMistakesAndTheyEnd() {
        long mistakes = 0;
        for (long seed = 0; seed < 20; seed++) {
            SwimRun run = new SwimRun(16, seed, plan().loss(0.1).duplication(0.1), CONFIG);
            run.runFor(120);
            run.network.crash(node(5));
            run.runFor(150);
            mistakes += run.properties("seed " + seed).strongCompleteness().falseSuspicions();
        }
        assertThat(mistakes).isLessThan(10);
    }

    @Test
    void framesAreThoseOfTheDocumentation() throws Exception {
        News news = new News(3, 2, 1, MemberState.SUSPECTED, 5);
        golden("ping.hex", new SwimFrame(SwimFrame.Kind.PING, 7, -1, 0, List.of(news)));
        golden("request.hex", new SwimFrame(SwimFrame.Kind.PING_REQUEST, 7, 3, 0, List.of()));
    }

    private static void golden(String name, SwimFrame frame) throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(frame.bytes());
        frame.write(bytes);
        try (InputStream file = SwimFailureDetectorTest.class.getResourceAsStream(name)) {
            String expected = new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(line -> line.replaceAll("#.*", "").replaceAll("\\s", ""))
                    .reduce("", String::concat);
            assertThat(HexFormat.of().formatHex(bytes.array())).isEqualTo(expected);
        }
        assertThat(SwimFrame.read(bytes.flip(), 8)).isEqualTo(frame);
    }

    @Test
    void bytesThatDecodeToNothingAreTold() {
        SwimFrame good = new SwimFrame(SwimFrame.Kind.PING, 1, -1, 0, List.of(new News(0, 1, 0, MemberState.ALIVE, 1)));
        byte[] bytes = new byte[good.bytes()];
        good.write(ByteBuffer.wrap(bytes));
        for (int[] change : new int[][] {{0, 9}, {8, 0}, {9, 0x80}, {17, 2}, {21, 2}, {22, 0x80}, {34, 7}, {38, 2}}) {
            byte[] bad = bytes.clone();
            bad[change[0]] = (byte) change[1];
            assertThatThrownBy(() -> SwimFrame.read(ByteBuffer.wrap(bad), 2))
                    .as("byte %s", change[0])
                    .isInstanceOf(dev.strategos.core.MalformedMessageException.class);
        }
        assertThatThrownBy(() -> SwimFrame.read(ByteBuffer.allocate(3), 2)).hasMessageContaining("at least 18");
    }

    @Test
    void aPeersNonsenseIsAFault() {
        List<Fault> faults = new ArrayList<>();
        dev.strategos.transport.memory.MemoryNetwork network = dev.strategos.transport.memory.MemoryNetwork.builder(
                        dev.strategos.core.Group.named("n0", "n1"))
                .onFault(faults::add)
                .build();
        network.node(node(0)).run(env -> SwimFailureDetector.over(env.open(SwimRun.CHANNEL), CONFIG));
        Wire wire = network.node(node(1)).run(env -> env.open(SwimRun.CHANNEL));
        network.node(node(1)).execute(() -> wire.send(node(0), ByteBuffer.wrap(new byte[] {1, 2, 3})));
        network.runFor(Duration.ofSeconds(1));
        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).kind()).isEqualTo(Fault.Kind.MALFORMED_MESSAGE);
    }

    @Test
    void settingsAreChecked() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> SwimConfig.every(Duration.ZERO)).hasMessageContaining("period");
        assertThatThrownBy(() -> new SwimConfig(second, second, 3, ProbeSelection.RANDOM, 5, 6, 4))
                .hasMessageContaining("timeout: must be above zero and at most half the period PT1S");
        assertThatThrownBy(() -> new SwimConfig(second, Duration.ofMillis(1), 65, ProbeSelection.RANDOM, 5, 6, 4))
                .hasMessageContaining("helpers");
        assertThatThrownBy(() -> new SwimConfig(second, Duration.ofMillis(1), 3, ProbeSelection.RANDOM, 5, 0.5, 4))
                .hasMessageContaining("patience");
    }
}
