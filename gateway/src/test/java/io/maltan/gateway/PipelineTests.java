package io.maltan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** Requests that come before those ahead of them are answered: each is, in its turn. */
class PipelineTests extends GatewayTest {

    private static final String PATH = "/api/v1/places/pipelined";
    private static final String GOOD = "GET " + PATH + " HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String LAST =
            "GET " + PATH + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})");

    @BeforeEach
    void afterAMoment() {
        Services.PLACE.answer(
                PATH,
                (request, response) ->
                        response.sendString(Mono.just("fine").delayElement(Duration.ofMillis(50))));
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("GET  /x HTTP/1.1\r\nHost: a\r\n\r\n", "400"),
                Arguments.of("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n", "414"),
                Arguments.of(
                        "GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(17_000) + "\r\n\r\n",
                        "431"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void aHeadThatCannotBeReadIsRefusedBehindTheAnswersBeforeIt(String head, String status) {
        String answers = raw(GOOD + GOOD + head + GOOD);

        assertThat(statusesOf(answers)).containsExactly("200", "200", status);
        assertThat(answers).contains("application/problem+json");
    }

    @Test
    void theConnectionIsClosedAfterTheAnswerToWhoAskedForIt() {
        String answers = raw(GOOD + GOOD + LAST + GOOD);

        assertThat(statusesOf(answers)).containsExactly("200", "200", "200");
        assertThat(answers.toLowerCase(java.util.Locale.ROOT))
                .containsOnlyOnce("connection: close");
    }

    private static List<String> statusesOf(String answers) {
        return STATUS.matcher(answers).results().map(PipelineTests::code).toList();
    }

    private static String code(MatchResult status) {
        return status.group(1);
    }
}
