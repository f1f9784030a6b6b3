package dev.strategos.examples.launch;

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

    /**
     * Says why an example did not run, and what to do about it.
     *
     * @param failure what went wrong
     * @param command the example
     * @return the exit status
     */
    public static int report(Exception failure, CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + failure.getMessage());
        if (failure instanceof ParameterException) {
            command.getErr().println("Try '" + name + " --help'.");
            return USAGE;
        }
        if (!(failure instanceof CouldNotRunException)) {
            failure.printStackTrace(command.getErr());
        }
        return COULD_NOT_RUN;
    }
}
