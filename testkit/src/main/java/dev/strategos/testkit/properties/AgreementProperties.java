package dev.strategos.testkit.properties;

import dev.strategos.core.NodeId;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The properties of Byzantine agreement (Lamport, Shostak, Pease 1982) and of consensus, checked on the decisions in a trace. What a
 * traitor decides does not count.
 *
 * <pre>{@code
 * AgreementProperties.of("seed 42", trace, "om", "a#1/1", loyal).ic1().ic2("attack").termination();
 * }</pre>
 *
 * <p>Works on traces of real time too. Immutable, for any thread.
 */
public final class AgreementProperties {

    private final String run;
    private final List<TraceRecord> decisions;
    private final String what;
    private final Set<NodeId> loyal;

    private AgreementProperties(String run, List<TraceRecord> decisions, String what, Set<NodeId> loyal) {
        this.run = run;
        this.decisions = decisions;
        this.what = what;
        this.loyal = loyal;
    }

    /**
     * Looks at the decisions of one instance.
     *
     * @param run which run this is, for the failure's message: its seed
     * @param trace all records of a run, in the order of their time
     * @param protocol the protocol, as its events name it
     * @param instance the instance, as its events name it
     * @param loyal the nodes whose decisions count
     * @return the checks
     */
    public static AgreementProperties of(
            String run, List<TraceRecord> trace, String protocol, String instance, List<NodeId> loyal) {
        Set<NodeId> counted = new LinkedHashSet<>(loyal);
        List<TraceRecord> decisions = trace.stream()
                .filter(record -> counted.contains(record.peer().id())
                        && record.event() instanceof TraceEvent.Decide decide
                        && decide.protocol().equals(protocol)
                        && decide.instance().equals(instance))
                .toList();
        return new AgreementProperties(run, decisions, protocol + " " + instance, counted);
    }

    /**
     * IC1, agreement: no two loyal nodes decide differently.
     *
     * @return this
     * @throws PropertyViolation if two do
     */
    public AgreementProperties ic1() {
        for (TraceRecord record : decisions) {
            if (!value(record).equals(value(decisions.get(0)))) {
                throw violated("IC1 (agreement)", record, "another decision before was [" + decisions.get(0) + "]");
            }
        }
        return this;
    }

    /**
     * IC2, validity: a loyal commander's order is what every loyal node decides. Ask only where the commander is loyal; in consensus, where
     * all proposed the same.
     *
     * @param order what the commander ordered, as decisions name it
     * @return this
     * @throws PropertyViolation if a loyal node decides otherwise
     */
    public AgreementProperties ic2(String order) {
        for (TraceRecord record : decisions) {
            if (!value(record).equals(order)) {
                throw violated("IC2 (validity)", record, "the order was " + order);
            }
        }
        return this;
    }

    /**
     * Validity of consensus: what is decided was proposed by somebody.
     *
     * @param proposals what all nodes proposed, as decisions name it
     * @return this
     * @throws PropertyViolation if a loyal node decides something else
     */
    public AgreementProperties decidesAProposal(List<String> proposals) {
        for (TraceRecord record : decisions) {
            if (!proposals.contains(value(record))) {
                throw violated("validity", record, "the proposals were " + proposals);
            }
        }
        return this;
    }

    /**
     * Integrity: no loyal node decides twice in one life.
     *
     * @return this
     * @throws PropertyViolation if one does
     */
    public AgreementProperties integrity() {
        Map<Object, TraceRecord> first = new LinkedHashMap<>();
        for (TraceRecord record : decisions) {
            TraceRecord before = first.putIfAbsent(record.peer(), record);
            if (before != null) {
                throw violated("integrity", record, "it had decided before: [" + before + "]");
            }
        }
        return this;
    }

    /**
     * Termination: every loyal node decides by the end of the trace. Name no node as loyal that was down when it had to decide, and not the
     * commander where it does not decide itself.
     *
     * @return this
     * @throws PropertyViolation if one does not
     */
    public AgreementProperties termination() {
        List<NodeId> undecided = new ArrayList<>(loyal);
        decisions.forEach(record -> undecided.remove(record.peer().id()));
        if (!undecided.isEmpty()) {
            throw new PropertyViolation(
                    run,
                    new Violation(
                            "termination of " + what,
                            null,
                            undecided + " never decided; " + decisions.size() + " did"));
        }
        return this;
    }

    /**
     * How many decisions loyal nodes made, so that a test can tell that something happened.
     *
     * @return zero or more
     */
    public long decided() {
        return decisions.size();
    }

    private static String value(TraceRecord record) {
        return record.event() instanceof TraceEvent.Decide decide ? decide.value() : "";
    }

    private PropertyViolation violated(String property, TraceRecord record, String saw) {
        return new PropertyViolation(run, new Violation(property + " of " + what, record, saw));
    }
}
