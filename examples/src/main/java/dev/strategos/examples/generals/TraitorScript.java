package dev.strategos.examples.generals;

import dev.strategos.byzantine.InstanceId;
import dev.strategos.core.NodeId;
import dev.strategos.examples.camp.Camp;
import dev.strategos.examples.launch.CouldNotRunException;
import dev.strategos.testkit.adversary.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The file of {@code --traitor-script}: what the traitors say, line by line. */
final class TraitorScript {

    /** What a general says that has nothing to propose to the kings. */
    private static final String NO_VOTE = "(none)";

    private TraitorScript() {}

    /** Reads a file; wrong lines are named with it. */
    static Script read(Path file) {
        try {
            return Script.parse(Files.readString(file));
        } catch (IOException e) {
            throw new CouldNotRunException("the script " + file + " cannot be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--traitor-script: " + file + ", " + e.getMessage(), e);
        }
    }

    /**
     * Checks that a script is one for this battle, so that nothing in it goes unheard.
     *
     * @throws IllegalArgumentException if it is not; the message names the line's place
     */
    static void check(Script script, Camp camp, InstanceId instance) {
        script.acts().forEach((place, act) -> {
            String line = "--traitor-script: '" + place + "'";
            require(place.instance().equals(instance.toString()), line + ": the instance must be " + instance);
            require(place.round() <= camp.rounds(), line + ": the round must be 1 to " + camp.rounds());
            boolean kings = camp.algorithm().kings() != null;
            List<String> path =
                    List.of((kings ? place.path().replaceFirst("^king:", "") : place.path()).split(">", -1));
            require(
                    path.size() == (kings ? 1 : place.round()),
                    line + ": the path must have as many generals as the round's number, with kings the sender alone");
            for (String general : path) {
                require(isGeneral(general, camp), line + ": '" + general + "' is no general");
            }
            if (!kings) {
                String commander = camp.group().members().get(0).name();
                require(path.get(0).equals(commander), line + ": the path must begin with the commander, " + commander);
                Set<String> different = new HashSet<>(path);
                require(
                        different.size() == path.size() && !different.contains(place.recipient()),
                        line + ": the path and the recipient must all be different generals");
            }
            String speaker = path.get(path.size() - 1);
            require(
                    camp.isTraitor(NodeId.of(speaker)),
                    line + ": '" + speaker + "' speaks, but is not among the traitors, " + camp.traitors());
            require(isGeneral(place.recipient(), camp), line + ": '" + place.recipient() + "' is no general");
            String value = act.value();
            require(
                    value == null || Battle.ORDERS.contains(value) || (kings && value.equals(NO_VOTE)),
                    line + ": the value must be one of " + Battle.ORDERS + ", but was '" + value + "'");
        });
    }

    private static boolean isGeneral(String name, Camp camp) {
        return camp.group().members().stream()
                .anyMatch(general -> general.name().equals(name));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
