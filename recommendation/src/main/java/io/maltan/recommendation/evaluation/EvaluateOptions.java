package io.maltan.recommendation.evaluation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be evaluated.
 *
 * @param model the name of a method
 * @param save where the trained model is kept; null where it is not
 */
record EvaluateOptions(
        Mode mode,
        Path train,
        @Nullable Path test,
        @Nullable Path locations,
        @Nullable Path times,
        @Nullable Path testTimes,
        @Nullable Path categories,
        String model,
        int k,
        int every,
        @Nullable Path save) {

    static final String USAGE =
            """
            Usage: evaluate --train FILE --test FILE [options]

              --train FILE        lines "person place place …": what is known
              --test FILE         the same: what is to be foretold
              --model NAME        auto (default), csf, graph, popular;
                                  with --situated: learned (default, also as auto and csf),
                                  nearest, visitors (also as popular), graph,
                                  visitors-distance, graph-distance
              --k N               the length of the lists, 1 to 1000 (default 20)
              --save FILE         keep the trained model
              --situated          with a position; needs --locations
              --service           the same by the service's own ranking: weights by hand against
                                  learned ones; needs --locations, --times and --test-times
              --cold-start        people and places of whom nothing is known; needs --locations and
                                  --categories, and takes no --test
              --locations FILE    lines "place latitude longitude"
              --times FILE        as --train, with seconds since 1970 instead of places
              --test-times FILE   as --test, with seconds since 1970 instead of places
              --categories FILE   lines "place category"
              --every N           with --situated: every Nth query alone (default 1)

            Prints what was measured, as text and, last, as one line of JSON.
            Ends with 0, or with 2 where an option or a file cannot be used.
            """;

    private static final int LONGEST = 1_000;

    /** What models of lists are beside a position: the whole method, and plain popularity. */
    private static final Map<String, String> SITUATED_NAMES =
            Map.of("auto", "learned", "csf", "learned", "popular", "visitors");

    private static final List<String> SWITCHES = List.of("--situated", "--service", "--cold-start");
    private static final Set<String> VALUES =
            Set.of(
                    "--train",
                    "--test",
                    "--model",
                    "--k",
                    "--save",
                    "--locations",
                    "--times",
                    "--test-times",
                    "--categories",
                    "--every");

    /** What is done, and by which models. */
    enum Mode {
        EVERYWHERE("auto, csf, graph, popular"),
        SITUATED("learned, nearest, visitors, graph, visitors-distance, graph-distance"),
        SERVICE("all"),
        COLD_START("all");

        private final String models;

        Mode(String models) {
            this.models = models;
        }

        List<String> models() {
            return List.of(models.split(", "));
        }
    }

    static EvaluateOptions parse(List<String> arguments) {
        Map<String, String> given = given(arguments);
        Mode mode = mode(given.keySet());
        EvaluateOptions options =
                new EvaluateOptions(
                        mode,
                        Path.of(required(given, "--train")),
                        path(given, "--test"),
                        path(given, "--locations"),
                        path(given, "--times"),
                        path(given, "--test-times"),
                        path(given, "--categories"),
                        model(given, mode),
                        number(given, "--k", 20, LONGEST),
                        number(given, "--every", 1, Integer.MAX_VALUE),
                        path(given, "--save"));
        options.requireFilesOf(given);
        return options;
    }

    private static Mode mode(Set<String> given) {
        if (SWITCHES.stream().filter(given::contains).count() > 1) {
            throw new BadInput("Only one of " + String.join(", ", SWITCHES) + " can be asked for");
        }
        if (given.contains("--service")) {
            return Mode.SERVICE;
        }
        return given.contains("--situated")
                ? Mode.SITUATED
                : given.contains("--cold-start") ? Mode.COLD_START : Mode.EVERYWHERE;
    }

    private static Map<String, String> given(List<String> arguments) {
        Map<String, String> given = new HashMap<>();
        for (int at = 0; at < arguments.size(); at++) {
            String option = arguments.get(at);
            boolean isSwitch = SWITCHES.contains(option);
            if (!isSwitch && !VALUES.contains(option)) {
                throw new BadInput("There is no option " + option + "\n\n" + USAGE);
            }
            if (!isSwitch && at + 1 == arguments.size()) {
                throw new BadInput(option + " needs a value");
            }
            String value = isSwitch ? "" : arguments.get(++at);
            if (given.put(option, value) != null) {
                throw new BadInput(option + " is given twice");
            }
        }
        return given;
    }

    private static String required(Map<String, String> given, String option) {
        String value = given.get(option);
        if (value == null) {
            throw new BadInput(option + " is missing\n\n" + USAGE);
        }
        return value;
    }

    private static void require(Map<String, String> given, String option) {
        var _ = required(given, option);
    }

    private static @Nullable Path path(Map<String, String> given, String option) {
        String value = given.get(option);
        return value == null ? null : Path.of(value);
    }

    private static String model(Map<String, String> given, Mode mode) {
        String model = given.getOrDefault("--model", mode.models().getFirst());
        if (mode == Mode.SITUATED) {
            model = SITUATED_NAMES.getOrDefault(model, model);
        }
        if (model.equals("auto")) {
            return mode.models().getFirst();
        }
        if (!mode.models().contains(model)) {
            throw new BadInput("There is no model " + model + " here; there are " + mode.models);
        }
        return model;
    }

    private static int number(Map<String, String> given, String option, int normally, int most) {
        String value = given.get(option);
        if (value == null) {
            return normally;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for numbers that are out of range.
        }
        throw new BadInput(option + " must be a whole number from 1 to " + most + ", not " + value);
    }

    private void requireFilesOf(Map<String, String> given) {
        switch (mode) {
            case EVERYWHERE -> require(given, "--test");
            case SITUATED -> {
                require(given, "--test");
                require(given, "--locations");
            }
            case SERVICE -> {
                require(given, "--test");
                require(given, "--locations");
                require(given, "--times");
                require(given, "--test-times");
            }
            case COLD_START -> {
                require(given, "--locations");
                require(given, "--categories");
            }
        }
        if (testTimes != null && test == null) {
            throw new BadInput("--test-times needs --test");
        }
        if (save != null) {
            requireWritable(save);
        }
    }

    /** Said before a training that takes minutes, not after it. */
    private static void requireWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new BadInput("--save: no file can be written to " + file);
        }
    }
}
