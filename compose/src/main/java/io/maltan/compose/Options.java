package io.maltan.compose;

import java.util.List;
import java.util.Set;

/** The command line of {@code compose/up}, whose script answers {@code --help} by itself. */
record Options(boolean fresh, boolean demo) {

    private static final Set<String> KNOWN = Set.of("--fresh", "--demo");

    static Options parse(String... arguments) {
        List<String> given = List.of(arguments);
        given.stream()
                .filter(argument -> !KNOWN.contains(argument))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new UnknownOption(unknown);
                });
        return new Options(given.contains("--fresh"), given.contains("--demo"));
    }
}
