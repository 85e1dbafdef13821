package io.maltan.compose.mainjob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Point 6, where a service is down: only its part fails, and it comes back by itself. */
final class OutageChecks {

    private static final Duration LONGEST_ABSENCE = Duration.ofSeconds(60);

    private final Stage stage;

    OutageChecks(Stage stage) {
        this.stage = stage;
    }

    List<Check> checks() {
        return stage.subject().processes() == null
                ? List.of()
                : List.of(
                        new Check(
                                "a killed service is missed alone and comes back",
                                this::losesOneService));
    }

    private void losesOneService() throws IOException, InterruptedException {
        Expect.that(kill("community"), "a running community service");
        stage.anyone().get(CommunityChecks.POSTS).expectProblem(503);
        stage.anyone()
                .get("/api/v1/places/nearby?%s&radius=1000".formatted(stage.position()))
                .expect(200);
        stage.anyone().get("/api/v1/recommendations?%s".formatted(stage.position())).expect(200);
        stage.person("Mina").client().get("/api/v1/users/me").expect(200);
        Expect.soon(
                LONGEST_ABSENCE,
                () -> stage.anyone().get(CommunityChecks.POSTS).status() == 200,
                "the service is back");
    }

    private boolean kill(String service) throws IOException {
        @Nullable Path register = stage.subject().processes();
        if (register == null) {
            return false;
        }
        return Files.readAllLines(register).stream()
                .filter(line -> line.endsWith(" " + service))
                .map(line -> Long.parseLong(line.substring(0, line.indexOf(' '))))
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .anyMatch(ProcessHandle::destroyForcibly);
    }
}
