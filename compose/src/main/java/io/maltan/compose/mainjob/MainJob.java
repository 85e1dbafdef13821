package io.maltan.compose.mainjob;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Everything that a newcomer can do with Maltan, in order. */
public final class MainJob {

    private static final Duration LONGEST_DESCRIPTION = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Stage stage;

    /**
     * Prepares the walk through a running system.
     *
     * @param base address of the gateway
     * @param extract an OpenStreetMap extract with places around the given position
     * @param processes the launcher's register of processes, or null where none may be killed
     */
    public MainJob(
            String base,
            String adminEmail,
            String adminPassword,
            Path extract,
            double latitude,
            double longitude,
            @Nullable Path processes) {
        this.stage =
                new Stage(
                        new Stage.Subject(
                                base,
                                adminEmail,
                                adminPassword,
                                extract,
                                latitude,
                                longitude,
                                processes));
    }

    /** The checks; each counts on those before it. */
    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        checks.add(new Check("the gateway tells the health of all", this::tellsHealth));
        checks.add(new Check("the API reference is one document", this::documents));
        checks.addAll(new IdentityChecks(stage).checks());
        checks.addAll(new PlaceChecks(stage).checks());
        checks.addAll(new RecommendationChecks(stage).checks());
        checks.addAll(new CommunityChecks(stage).checks());
        checks.addAll(new MeetupChecks(stage).checks());
        checks.addAll(new ProblemChecks(stage).checks());
        checks.addAll(new PersonChecks(stage).checks());
        checks.addAll(new OutageChecks(stage).checks());
        return checks;
    }

    private void tellsHealth() throws IOException, InterruptedException {
        String health = stage.anyone().get("/health").expect(200).body();
        for (String service : List.of("user", "place", "recommendation", "community")) {
            Expect.that(health.contains(service), "%s in %s", service, health);
        }
    }

    /** Each service describes itself a moment after its start. */
    private void documents() throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_DESCRIPTION.toNanos();
        while (true) {
            try {
                describesAll();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
            Thread.sleep(POLL);
        }
    }

    private void describesAll() throws IOException, InterruptedException {
        JsonNode paths = stage.anyone().get("/openapi.json").expect(200).json().path("paths");
        for (Map.Entry<String, String> path :
                Map.of(
                                "user", "/api/v1/users/me",
                                "place", "/api/v1/places/nearby",
                                "recommendation", "/api/v1/recommendations",
                                "community", "/api/v1/community/posts")
                        .entrySet()) {
            Expect.that(
                    paths.has(path.getValue()),
                    "%s of the %s service in the document",
                    path.getValue(),
                    path.getKey());
        }
    }
}
