package dev.strategos.examples;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The exit statuses of the examples. */
public final class Exit {

    /** The properties held. */
    public static final int HELD = 0;

    /** A property was violated. */
    public static final int VIOLATED = 1;

    /** Wrong usage. */
    public static final int USAGE = 2;

    /** Could not run. */
    public static final int COULD_NOT_RUN = 3;

    private Exit() {}

    /** Says in one line why an example did not run. */
    static int report(Exception failure, CommandLine command) {
        boolean usage = failure instanceof ParameterException;
        command.getErr().println(command.getCommandName() + ": " + failure.getMessage());
        if (!usage && !(failure instanceof CouldNotRunException)) {
            failure.printStackTrace(command.getErr());
        }
        return usage ? USAGE : COULD_NOT_RUN;
    }
}
