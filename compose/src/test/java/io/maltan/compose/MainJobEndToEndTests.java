package io.maltan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.compose.mainjob.Check;
import io.maltan.compose.mainjob.Extract;
import io.maltan.compose.mainjob.MainJob;
import java.io.IOException;
import java.nio.file.Path;
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

/** Starts the real processes and walks the main job through the gateway, as a newcomer would. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobEndToEndTests {

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
