package io.maltan.user.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.user.Town;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

/** More sessions that are over than the gateway has room for. */
@MaltanServiceTest(service = "user")
class RevocationsIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Autowired WebTestClient client;
    @Autowired DatabaseClient database;

    @AfterEach
    void nobodyIsRevoked() {
        database.sql("delete from retired_sid").then().block(LIMIT);
    }

    @Test
    void tellsOfAHundredThousand() {
        Instant end = Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        retire(100_000, end);

        ByteBuffer told = told(200_000);

        assertThat(told.getLong()).isZero();
        assertThat(told.remaining()).isGreaterThanOrEqualTo(1_600_000);
        List<UUID> names = namesIn(told);
        assertThat(names).contains(nameOf(1), nameOf(99_999), nameOf(100_000));
        assertThat(names.stream().map(UUID::toString).toList()).isSorted();
    }

    @Test
    void leavesOutThoseWhoseTokensEndFirstAndSaysUntilWhen() {
        Instant end = Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        retire(2_000, end);

        ByteBuffer told = told(1_500);

        assertThat(told.getLong()).isEqualTo(end.minusSeconds(1_501).getEpochSecond());
        assertThat(namesIn(told))
                .hasSize(1_500)
                .contains(nameOf(1), nameOf(1_500))
                .doesNotContain(nameOf(1_501));
    }

    private ByteBuffer told(int most) {
        WebTestClient patient =
                client.mutate()
                        .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(4 << 20))
                        .build();
        return ByteBuffer.wrap(new Town(patient).toldOfRevoked(most));
    }

    /** The tokens of each end a second before those of the one before it. */
    private void retire(int count, Instant end) {
        database.sql(
                        """
                        insert into retired_sid (sid, expires_at)
                        select lpad(to_hex(i), 32, '0')::uuid,
                            cast(:end as timestamptz) - make_interval(secs => i)
                        from generate_series(1, :count) as i
                        """)
                .bind("end", end)
                .bind("count", count)
                .then()
                .block(LIMIT);
    }

    private static UUID nameOf(long number) {
        return new UUID(0, number);
    }

    private static List<UUID> namesIn(ByteBuffer told) {
        return Stream.generate(() -> new UUID(told.getLong(), told.getLong()))
                .limit(told.remaining() / 16)
                .toList();
    }
}
