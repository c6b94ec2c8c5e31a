package dev.lonekey.runtime.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jars. */
public final class Version implements IVersionProvider {

    /** For example {@code 0.1.0}. */
    public static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"lonekey " + current()};
    }
}
