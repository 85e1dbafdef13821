package io.maltan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.compose.mainjob.Check;
import io.maltan.compose.mainjob.Extract;
import io.maltan.compose.mainjob.MainJob;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts the real processes and walks the main job through the gateway, as a newcomer would. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobEndToEndTests {

    private static final Duration LONGEST_REMOVAL = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(500);

    @TempDir private static Path folder = Path.of(".");
    private static RunningMaltan maltan = RunningMaltan.in(Path.of("."));

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        maltan = RunningMaltan.in(folder);
        maltan.start();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        maltan.kill();
    }

    @TestFactory
    @Order(1)
    Stream<DynamicTest> mainJob() throws IOException {
        Path extract = Extract.write(folder.resolve("village.osm.pbf"));
        return new MainJob(
                        maltan.address(),
                        RunningMaltan.ADMIN_EMAIL,
                        RunningMaltan.ADMIN_PASSWORD,
                        extract,
                        Extract.LATITUDE,
                        Extract.LONGITUDE,
                        maltan.processes())
                .checks().stream().map(MainJobEndToEndTests::test);
    }

    /** The walk has erased a person called Sol. */
    @ParameterizedTest
    @ValueSource(strings = {"sol.", "\"Sol\"", "(Sol,", ",Sol,", "Sol was here", "Sol's own post"})
    @Order(2)
    void nothingIsLeftOfAnErasedPerson(String trace) throws SQLException, InterruptedException {
        long end = System.nanoTime() + LONGEST_REMOVAL.toNanos();
        List<String> found = maltan.traces().of(trace);
        while (!found.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(POLL);
            found = maltan.traces().of(trace);
        }
        assertThat(found).isEmpty();
    }

    @Test
    @Order(2)
    void findsWhatIsThere() throws SQLException {
        assertThat(maltan.traces().of("Seen live")).isNotEmpty();
    }

    @Test
    @Order(2)
    void refusesASecondLauncherOnTheSameData() throws IOException, InterruptedException {
        assertThat(maltan.startSecond()).contains("already running on the data folder");
    }

    @Test
    @Order(3)
    void leavesNoOrphanWhenTheLauncherIsKilled() throws IOException, InterruptedException {
        List<ProcessHandle> children = maltan.children();

        maltan.kill();

        assertThat(children).hasSizeGreaterThanOrEqualTo(7);
        assertThat(RunningMaltan.survivors(children)).isEmpty();
    }

    @Test
    @Order(4)
    void keepsDataAndStopsInGoodOrder() throws IOException, InterruptedException {
        maltan.start();
        assertThat(maltan.get("/api/v1/community/posts")).contains("Seen live");
        List<ProcessHandle> children = maltan.children();

        maltan.stop();

        assertThat(RunningMaltan.survivors(children)).isEmpty();
        assertThat(maltan.output()).contains("stopped; the data stay in").doesNotContain("killing");
    }

    private static DynamicTest test(Check check) {
        return DynamicTest.dynamicTest(check.name(), () -> check.step().run());
    }
}
