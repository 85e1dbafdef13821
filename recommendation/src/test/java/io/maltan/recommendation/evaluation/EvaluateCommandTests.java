package io.maltan.recommendation.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluateCommandTests {

    @TempDir private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    private int evaluate(String... arguments) {
        return new EvaluateCommand(printing(said), printing(complained)).run(List.of(arguments));
    }

    private static PrintStream printing(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private String file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode figures() {
        String last = said.toString(StandardCharsets.UTF_8).lines().toList().getLast();
        return JsonMapper.builder().build().readTree(last);
    }

    private String complaint() {
        return complained.toString(StandardCharsets.UTF_8);
    }

    private int everywhere(String train, String test, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of("--train", file("train", train), "--test", file("test", test)));
        arguments.addAll(List.of(more));
        return evaluate(arguments.toArray(String[]::new));
    }

    /** Of the visitors' counts 10: 3, 20: 2, 30: 1. */
    @Test
    void measuresAsByHand() {
        int end =
                everywhere(
                        "1 10 20\n2 10 20\n3 10 30\n",
                        "1 30\n2 30 40\n3 20\n",
                        "--model",
                        "popular",
                        "--k",
                        "1");
        assertThat(end).isZero();
        assertThat(figures().get("recall").asDouble()).isCloseTo((1 + 0.5 + 1) / 3, within(1e-9));
        assertThat(figures().get("ndcg").asDouble()).isEqualTo(1);
        assertThat(figures().get("k").asInt()).isEqualTo(1);
        assertThat(figures().get("coverage").asDouble()).isCloseTo(2.0 / 3, within(1e-9));
        assertThat(figures().get("modelBytes").asInt()).isEqualTo(3 * Float.BYTES);
    }

    @Test
    void discountsLowerRanks() {
        int end =
                everywhere(
                        "1 10\n2 10 20\n3 20 30 10\n4 40\n5 20\n",
                        "1 30\n",
                        "--model",
                        "popular",
                        "--k",
                        "2");
        assertThat(end).isZero();
        assertThat(figures().get("ndcg").asDouble())
                .isCloseTo(Math.log(2) / Math.log(3), within(1e-9));
    }

    @Test
    void takesFilesAsTheyCome() {
        String train =
                String.join(
                        "\r\n",
                        "\ufeff900000000000 7000000000 8000000000 7000000000",
                        "",
                        "-5\t8000000000\t9",
                        "900000000000 9",
                        "17");
        String test =
                String.join(
                        "\r\n",
                        "-5 7000000000 7000000000 8000000000 123456",
                        "",
                        "99 7000000000",
                        "17 9",
                        "4",
                        "");
        for (String model : List.of("popular", "graph", "csf", "auto")) {
            assertThat(everywhere(train, test, "--model", model)).as(model).isZero();
            assertThat(figures().get("people").asInt()).isEqualTo(3);
            assertThat(figures().get("recall").asDouble())
                    .isCloseTo((0.5 + 1 + 1) / 3, within(1e-9));
        }
    }

    @Test
    void namesTheLineThatCannotBeRead() {
        assertThat(everywhere("1 2 3\n\n2 x 4\n", "1 4\n")).isEqualTo(2);
        assertThat(complaint()).contains("train, line 3", "'x'");
    }

    @Test
    void complainsOfWhatIsMissing() {
        assertThat(evaluate("--train", folder.resolve("none").toString(), "--test", "t"))
                .isEqualTo(2);
        assertThat(complaint()).contains("There is no file");
        assertThat(evaluate("--train", "a")).isEqualTo(2);
        assertThat(evaluate("--train")).isEqualTo(2);
        assertThat(evaluate("--colour", "red")).isEqualTo(2);
        assertThat(complaint()).contains("--colour", "Usage:");
        assertThat(evaluate("--train", "a", "--test", "b", "--k", "0")).isEqualTo(2);
        assertThat(evaluate("--train", "a", "--test", "b", "--model", "magic")).isEqualTo(2);
        assertThat(evaluate("--train", "a", "--test", "b", "--situated")).isEqualTo(2);
        assertThat(complaint()).contains("--locations is missing");
    }

    @Test
    void refusesFilesWithNothingInThem() {
        assertThat(everywhere("\n", "1 2\n")).isEqualTo(2);
        assertThat(everywhere("1 2\n", "1 2\n")).isEqualTo(2);
        assertThat(complaint()).contains("has no check-ins", "has nobody");
    }

    @Test
    void aModelThatIsKeptCanBeRead() {
        Path kept = folder.resolve("kept.model");
        assertThat(
                        everywhere(
                                "1 10 20\n2 10 20\n",
                                "1 30\n",
                                "--model",
                                "graph",
                                "--save",
                                kept.toString()))
                .isZero();
        assertThat(figures().get("modelBytes").asLong()).isEqualTo(kept.toFile().length());
    }

    private int situated(String train, String times, String locations, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--situated",
                                "--train",
                                file("train", train),
                                "--times",
                                file("times", times),
                                "--locations",
                                file("locations", locations),
                                "--test",
                                file("test", "1 3\n5 1\n")));
        arguments.addAll(List.of(more));
        return evaluate(arguments.toArray(String[]::new));
    }

    @Test
    void ranksWhatIsAround() {
        String locations = "1 40.70 -74.00\n2 40.701 -74.00\n3 40.702 -74.00\n4 41.9 -74\n";
        assertThat(situated("1 1 2\n2 3 2\n", "1 5 6\n2 7 8\n", locations)).isZero();
        assertThat(figures().get("queries").asInt()).isEqualTo(2);
        assertThat(figures().get("hr10").asDouble()).isEqualTo(1);
        assertThat(situated("1 1 2\n2 3 2\n", "1 5 6\n2 7 8\n", locations, "--model", "visitors"))
                .isZero();
        assertThat(figures().get("mrr").asDouble()).isBetween(0.5, 1.0);
    }

    /** Each person goes on from one of forty places to the next, in a hundred days. */
    private int walking(long unit, String... more) {
        StringBuilder locations = new StringBuilder();
        for (int place = 0; place < 40; place++) {
            locations.append("%d 40.7%02d -74.0\n".formatted(place, place));
        }
        StringBuilder train = new StringBuilder();
        StringBuilder times = new StringBuilder();
        for (int person = 1; person <= 20; person++) {
            train.append(person);
            times.append(person);
            for (int visit = 0; visit < 16; visit++) {
                train.append(' ').append((person + visit) % 40);
                times.append(' ').append((1_400_000_000 + 3_600L * visit * visit) * unit);
            }
            train.append('\n');
            times.append('\n');
        }
        return situated(train.toString(), times.toString(), locations.toString(), more);
    }

    private List<JsonNode> ranks() {
        return List.of(figures().get("hr10"), figures().get("mrr"), figures().get("queries"));
    }

    private String saidOfWeights() {
        return said.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("weight of"))
                .collect(Collectors.joining());
    }

    @Test
    void timesMayBeInMilliseconds() {
        assertThat(walking(1)).isZero();
        String weights = saidOfWeights();
        said.reset();
        assertThat(walking(1_000)).isZero();
        assertThat(saidOfWeights()).isEqualTo(weights).isNotEmpty();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("made seconds");
    }

    @Test
    void whatIsLearnedIsUsedOnlyWhereNoSimpleRuleDoesBetter() {
        assertThat(walking(1)).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("visitors-distance", "set aside", "ranked by");
        assertThat(figures().get("model").asString()).isEqualTo("learned");
        assertThat(figures().get("rankedBy").asString()).isNotEmpty();
    }

    @Test
    void modelsOfListsHaveAMeaningBesideAPosition() {
        assertThat(walking(1, "--model", "visitors")).isZero();
        List<JsonNode> ranks = ranks();
        assertThat(walking(1, "--model", "popular")).isZero();
        assertThat(ranks()).isEqualTo(ranks);
        assertThat(walking(1, "--model", "csf")).isZero();
        assertThat(figures().get("model").asString()).isEqualTo("learned");
    }

    @Test
    void timesOfSomePeopleAreEnough() {
        String locations = "1 40.70 -74.00\n2 40.701 -74.00\n3 40.702 -74.00\n";
        assertThat(situated("1 1 2\n2 3 2\n", "2 7 8\n9 1\n", locations)).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("no times of 1 people", "times of 1 people who are not in");
        assertThat(figures().get("queries").asInt()).isEqualTo(2);
    }

    @Test
    void timesOfSomePeopleAreEnoughForTheServiceToo() {
        int end =
                evaluate(
                        "--service",
                        "--train",
                        file("train", "1 1 2\n2 3 2\n"),
                        "--times",
                        file("times", "2 1400000000000 1400000001000\n"),
                        "--test",
                        file("test", "1 3\n2 1\n"),
                        "--test-times",
                        file("test-times", "2 1400000002000\n"),
                        "--locations",
                        file("locations", "1 40.70 -74.00\n2 40.701 -74.00\n3 40.702 -74.00\n"));
        assertThat(end).as(complaint()).isZero();
        assertThat(figures().get("queries").asInt()).isEqualTo(2);
    }

    @Test
    void aFileThatCannotBeWrittenIsSaidBeforeTheTraining() {
        String nowhere = folder.resolve("none").resolve("a.model").toString();
        assertThat(everywhere("1 10 20\n", "1 30\n", "--save", nowhere)).isEqualTo(2);
        assertThat(complaint()).contains("--save", nowhere);
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void saysWhereTimesAndPlacesDoNotMatch() {
        String locations = "1 40.70 -74.00\n";
        assertThat(situated("1 1 2\n", "1 5\n", locations)).isEqualTo(2);
        assertThat(complaint()).contains("1 times for the 2 places of person 1");
        assertThat(situated("1 1 2\n", "1 5 6 7\n", locations)).isEqualTo(2);
        assertThat(situated("1 1 2\n", "1 5 6\n", "1 40.7 -74\n2 95 NaN\n")).isEqualTo(2);
        assertThat(complaint()).contains("locations, line 2", "latitude 95");
        assertThat(situated("1 1 2\n", "1 5 6\n", "1 40.7\n")).isEqualTo(2);
        assertThat(complaint()).contains("a longitude is missing");
    }

    /** Each person has a liking for one kind, and stays in one of two quarters. */
    @Test
    void whoAndWhatIsNewIsServedBetterThanByPopularity() {
        Random random = new Random(8);
        StringBuilder locations = new StringBuilder();
        StringBuilder categories = new StringBuilder();
        for (int place = 0; place < 400; place++) {
            double lat = 40 + (place % 2) * 0.2 + random.nextDouble() * 0.02;
            locations.append(place).append(' ').append(lat).append(" -74.0\n");
            categories.append(place).append(' ').append(place / 2 % 4).append('\n');
        }
        StringBuilder train = new StringBuilder();
        for (int person = 0; person < 300; person++) {
            train.append(person);
            for (int visit = 0; visit < 24; visit++) {
                int place = 8 * random.nextInt(50) + 2 * (person / 2 % 4) + person % 2;
                train.append(' ').append(place);
            }
            train.append('\n');
        }
        int end =
                evaluate(
                        "--cold-start",
                        "--train",
                        file("train", train.toString()),
                        "--locations",
                        file("locations", locations.toString()),
                        "--categories",
                        file("categories", categories.toString()));

        assertThat(end).isZero();
        double popular = figures().get("popularRecall").asDouble();
        assertThat(figures().get("newcomerRecall").asDouble()).isGreaterThan(popular * 1.5);
        assertThat(figures().get("guestRecall").asDouble()).isGreaterThan(popular * 1.5);
        assertThat(figures().get("newPlaceRecall").asDouble())
                .isGreaterThan(figures().get("newPlacePopularRecall").asDouble() * 1.5);
    }
}
