package io.maltan.compose;

import java.util.List;
import java.util.Set;

/** The command line of {@code compose/up}. */
record Options(boolean fresh, boolean demo, boolean help) {

    private static final Set<String> KNOWN = Set.of("--fresh", "--demo", "--help", "-h");

    static final String USAGE =
            """
            Usage: compose/up [--fresh] [--demo] [--help]

            Builds what is out of date and runs all of Maltan on this machine, without containers.
            Ctrl-C stops everything; data survives in compose/.data.

              --fresh   begin anew: forget all data, secrets and logs
              --demo    load a demo town: landmarks of Seoul and generated places, people and posts
              --help    show this

            Settings, from the environment:
              MALTAN_PORT            port of the gateway (8080)
              MALTAN_BASE_PORT       first port of everything (8080): services up to +4, PostgreSQL +5, Redis +6,
                                     management +1000 to +1004; a second Maltan wants its own
              MALTAN_POSTGRES_PORT   port of PostgreSQL alone
              MALTAN_REDIS_PORT      port of Redis alone
              MALTAN_DATA            data folder (compose/.data)
              MALTAN_ADMIN_EMAIL     the first administrator (admin@maltan.local)
              MALTAN_ADMIN_PASSWORD  its password (generated)
              MALTAN_ISSUER          address in the tokens that Maltan issues (http://localhost:<MALTAN_PORT>)
              MALTAN_RATE_LIMITS     enforce, or shadow: count and announce limits without refusing (enforce)
            """;

    static Options parse(String... arguments) {
        List<String> given = List.of(arguments);
        given.stream()
                .filter(argument -> !KNOWN.contains(argument))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new UnknownOption(unknown);
                });
        return new Options(
                given.contains("--fresh"),
                given.contains("--demo"),
                given.contains("--help") || given.contains("-h"));
    }
}
