package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lamport, Shostak, Pease 1982, Theorem 1 and section 2, against every strategy there is for two values. */
class OralAdversaryPaperTest {

    private static final int MOST_GENERALS = 13;
    private static final int MOST_FAULTS = 4;

    private final OralAdversary adversary = new OralAdversary();

    /** Theorem 1: OM(m) is safe against up to m traitors among more than 3m generals. */
    @Test
    void whatTheGuardAdmitsIsSafe() {
        int admitted = 0;
        for (int generals = 3; generals <= 16; generals++) {
            for (int faults = 1; faults <= 5 && faults <= generals - 2; faults++) {
                for (int traitors = 1; traitors <= faults; traitors++) {
                    OralVerdict verdict = adversary.against(generals, faults, traitors);
                    assertThat(verdict.isAsProven()).as("%s", verdict).isTrue();
                    admitted += verdict.isAdmitted() ? 1 : 0;
                }
            }
        }
        // n from 3m+1 to 16 for each m, and f from 1 to m: 13·1 + 10·2 + 7·3 + 4·4 + 1·5.
        assertThat(admitted).isEqualTo(13 + 20 + 21 + 16 + 5);
    }

    /** The theorem's other half: with fewer than 3f+1 generals no m helps, and with fewer than f+1 rounds no n does. */
    @Test
    void fewerGeneralsOrFewerRoundsAreNotSafe() {
        for (int traitors = 1; traitors <= MOST_FAULTS; traitors++) {
            for (int generals = traitors + 2; generals <= MOST_GENERALS; generals++) {
                for (int faults = 0; faults <= MOST_FAULTS && faults <= generals - 2; faults++) {
                    if (generals <= 3 * traitors || faults < traitors) {
                        assertThat(adversary.against(generals, faults, traitors).isSafe())
                                .as("n=%s m=%s f=%s", generals, faults, traitors)
                                .isFalse();
                    }
                }
            }
        }
    }

    /** More rounds than n allows do harm: four generals cope with one traitor by OM(1), but not by OM(2). */
    @Test
    void tooManyRoundsHarm() {
        assertThat(adversary.against(4, 1, 1).isSafe()).isTrue();
        OralVerdict harmed = adversary.against(4, 2, 1);
        assertThat(harmed.isAdmitted()).isFalse();
        assertThat(harmed.against(OralStrategy.Condition.IC1)).isPresent();
        assertThat(harmed.against(OralStrategy.Condition.IC2)).isPresent();
    }

    /** One traitor more can still do all that fewer can. */
    @Test
    void moreTraitorsBreakNoLess() {
        for (int generals = 4; generals <= MOST_GENERALS; generals++) {
            for (int faults = 0; faults <= MOST_FAULTS && faults <= generals - 2; faults++) {
                for (int traitors = 1; traitors < MOST_FAULTS && traitors < generals - 3; traitors++) {
                    if (!adversary.against(generals, faults, traitors).isSafe()) {
                        assertThat(adversary
                                        .against(generals, faults, traitors + 1)
                                        .isSafe())
                                .as("n=%s m=%s f=%s", generals, faults, traitors + 1)
                                .isFalse();
                    }
                }
            }
        }
    }

    /** Section 2, figure 1: told to attack, the loyal lieutenant hears of a call to retreat, and cannot tell who lies. */
    @Test
    void threeGeneralsFallToALieutenant() {
        OralStrategy strategy =
                adversary.against(3, 1, 1).against(OralStrategy.Condition.IC2).orElseThrow();
        assertThat(strategy.traitors()).containsExactly(2);
        assertThat(strategy.order()).isEqualTo(OralAdversary.ORDER);
        assertThat(strategy.lies()).containsExactly(new OralStrategy.Lie(List.of(0, 2), 1, OralAdversary.DEFAULT));
        assertThat(strategy.decisions()).containsExactly(OralAdversary.DEFAULT);
    }

    /** What can be reached, by trying all there is: every message of every traitor to every loyal general, with either value. */
    @ParameterizedTest
    @CsvSource({
        "3,0,1", "3,1,1", "4,0,2", "4,1,1", "4,1,2", "4,2,1", "4,2,2", "5,1,1", "5,1,2", "5,1,3", "5,2,1", "5,2,2",
        "5,2,3", "6,1,2", "6,1,3"
    })
    void reachesWhatEveryStrategyReaches(int generals, int faults, int traitors) {
        OralOutcomes outcomes = new OralOutcomes();
        for (OralOutcomes.Commander commander : OralOutcomes.Commander.values()) {
            boolean traitor = commander == OralOutcomes.Commander.TRAITOR;
            int loyal = traitor ? generals - traitors : generals - 1 - traitors;
            int others = traitor ? traitors - 1 : traitors;
            int reached = outcomes.counts(new OralOutcomes.Instance(faults, loyal, others, commander));
            assertThat(Integer.toBinaryString(reached))
                    .as("n=%s m=%s f=%s %s", generals, faults, traitors, commander)
                    .isEqualTo(Integer.toBinaryString(everyStrategy(generals, faults, loyal, commander)));
        }
    }

    /** Bit c is set if in some strategy c of the loyal lieutenants, who are 1 to loyal, decide for the order. */
    private static int everyStrategy(int generals, int faults, int loyal, OralOutcomes.Commander commander) {
        boolean traitor = commander == OralOutcomes.Commander.TRAITOR;
        int order = commander == OralOutcomes.Commander.LOYAL_TO_DEFAULT ? 0 : 1;
        Map<List<Integer>, Integer> places = new LinkedHashMap<>();
        int[] strategy = {0};
        PlainOralMessages.Channel channel = (path, recipient, value) -> {
            int speaker = path.get(path.size() - 1);
            boolean lies = speaker == 0 ? traitor : speaker > loyal;
            if (!lies || recipient > loyal) {
                return value;
            }
            List<Integer> place = new ArrayList<>(path);
            place.add(recipient);
            return strategy[0] >>> places.computeIfAbsent(place, each -> places.size()) & 1;
        };
        PlainOralMessages run = new PlainOralMessages(generals, channel);
        int counts = 0;
        do {
            int[] decisions = run.decisions(faults, 0, order);
            int count = 0;
            for (int lieutenant = 1; lieutenant <= loyal; lieutenant++) {
                count += decisions[lieutenant];
            }
            counts |= 1 << count;
            strategy[0]++;
        } while (strategy[0] >>> places.size() == 0);
        assertThat(places.size()).isLessThan(Integer.SIZE - 1);
        return counts;
    }

    /** Every strategy, said to the shipped tree, does what was found. */
    @Test
    void theShippedTreeDecidesAsFound() {
        int replayed = 0;
        for (int traitors = 1; traitors <= MOST_FAULTS; traitors++) {
            for (int generals = traitors + 2; generals <= 10; generals++) {
                for (int faults = 0; faults <= 3 && faults <= generals - 2; faults++) {
                    for (OralStrategy strategy :
                            adversary.against(generals, faults, traitors).strategies()) {
                        assertThat(decisions(strategy)).as("%s", strategy).isEqualTo(strategy.decisions());
                        replayed++;
                    }
                }
            }
        }
        assertThat(replayed).isGreaterThan(100);
    }

    private static List<Integer> decisions(OralStrategy strategy) {
        Map<List<Integer>, Integer> lies = new LinkedHashMap<>();
        strategy.lies().forEach(lie -> {
            List<Integer> place = new ArrayList<>(lie.path());
            place.add(lie.recipient());
            lies.put(place, lie.value());
        });
        int[] decisions = new PackedOralMessages(strategy.generals(), (path, recipient, value) -> {
                    List<Integer> place = new ArrayList<>(path);
                    place.add(recipient);
                    return lies.getOrDefault(place, value);
                })
                .decisions(strategy.faults(), 0, strategy.order());
        return strategy.loyalLieutenants().stream()
                .map(lieutenant -> decisions[lieutenant])
                .toList();
    }

    /** The packed tree and the plain recursion, for everything that four generals can say to each other with three values. */
    @Test
    void theShippedTreeIsTheRecursionWhateverFourGeneralsSay() {
        int messages = 3 + 3 * 2;
        int talks = (int) Math.pow(3, messages);
        for (int talk = 0; talk < talks; talk++) {
            Map<List<Integer>, Integer> said = new LinkedHashMap<>();
            int[] rest = {talk};
            PlainOralMessages.Channel channel = (path, recipient, value) -> {
                List<Integer> place = new ArrayList<>(path);
                place.add(recipient);
                return said.computeIfAbsent(place, each -> {
                    int digit = rest[0] % 3;
                    rest[0] /= 3;
                    return digit;
                });
            };
            int[] plain = new PlainOralMessages(4, channel).decisions(1, 0, 1);
            int[] packed = new PackedOralMessages(4, channel).decisions(1, 0, 1);
            assertThat(said).hasSize(messages);
            assertThat(packed).as("%s", said).isEqualTo(plain);
        }
    }

    @Test
    void refusesWhatIsNoGroup() {
        assertThatThrownBy(() -> adversary.against(2, 0, 1)).hasMessage("generals: must be 3 to 30, but was 2");
        assertThatThrownBy(() -> adversary.against(4, 3, 1)).hasMessage("faults: must be 0 to 2, but was 3");
        assertThatThrownBy(() -> adversary.against(4, 1, 3)).hasMessage("traitors: must be 1 to 2, but was 3");
    }
}
