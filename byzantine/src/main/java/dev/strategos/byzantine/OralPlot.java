package dev.strategos.byzantine;

import java.util.ArrayList;
import java.util.List;

/** Writes down what the traitors say so that each loyal lieutenant ends up with what is wanted of it, instance by instance. */
final class OralPlot {

    private final OralOutcomes outcomes;
    private final List<OralStrategy.Lie> lies = new ArrayList<>();

    OralPlot(OralOutcomes outcomes) {
        this.outcomes = outcomes;
    }

    /**
     * The lies of a whole run, whose commander is general 0.
     *
     * @param whole the run
     * @param loyal its loyal lieutenants
     * @param traitors its traitorous ones
     * @param wanted what each of the loyal ones is to end up with; a vector that can be reached
     */
    List<OralStrategy.Lie> lies(
            OralOutcomes.Instance whole, List<Integer> loyal, List<Integer> traitors, List<Integer> wanted) {
        plot(whole, List.of(0), loyal, traitors, wanted);
        return lies;
    }

    private void plot(
            OralOutcomes.Instance instance,
            List<Integer> path,
            List<Integer> loyal,
            List<Integer> traitors,
            List<Integer> wanted) {
        if (instance.rounds() == 0) {
            tell(instance, path, loyal, wanted);
            return;
        }
        // The votes are given for a vector that begins with those who are to have the order.
        List<Integer> sorted = new ArrayList<>();
        int order = 0;
        for (int place = 0; place < loyal.size(); place++) {
            if (wanted.get(place) == OralAdversary.ORDER) {
                sorted.add(order++, loyal.get(place));
            } else {
                sorted.add(loyal.get(place));
            }
        }
        OralVotes votes = outcomes.votes(instance, order);
        if (votes == null) {
            throw new IllegalArgumentException("wanted: cannot be reached in " + instance + ": " + wanted);
        }
        tell(instance, path, sorted, votes.told());
        for (int place = 0; place < sorted.size(); place++) {
            plot(
                    instance.underLoyal(votes.told().get(place)),
                    longer(path, sorted.get(place)),
                    without(sorted, place),
                    traitors,
                    votes.loyal().get(place));
        }
        for (int place = 0; place < traitors.size(); place++) {
            plot(
                    instance.underTraitor(),
                    longer(path, traitors.get(place)),
                    sorted,
                    without(traitors, place),
                    votes.traitorous().get(place));
        }
    }

    private void tell(
            OralOutcomes.Instance instance, List<Integer> path, List<Integer> recipients, List<Integer> values) {
        if (instance.commander() == OralOutcomes.Commander.TRAITOR) {
            for (int place = 0; place < recipients.size(); place++) {
                lies.add(new OralStrategy.Lie(path, recipients.get(place), values.get(place)));
            }
        }
    }

    private static List<Integer> longer(List<Integer> path, int general) {
        List<Integer> longer = new ArrayList<>(path);
        longer.add(general);
        return longer;
    }

    private static List<Integer> without(List<Integer> generals, int place) {
        List<Integer> others = new ArrayList<>(generals);
        others.remove(place);
        return others;
    }
}
