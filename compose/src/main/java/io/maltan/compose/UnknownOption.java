package io.maltan.compose;

/** The command line names an option that does not exist. */
final class UnknownOption extends RuntimeException {

    UnknownOption(String option) {
        super("unknown option %s; compose/up --help lists them.".formatted(option));
    }
}
