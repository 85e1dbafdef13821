package io.maltan.compose.mainjob;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that a newcomer can do with Maltan, in order. */
public final class MainJob {

    private static final Duration LONGEST_DESCRIPTION = Duration.ofSeconds(30);
    private static final List<String> OF_EACH_SERVICE =
            List.of(
                    "/api/v1/users/me",
                    "/api/v1/places/nearby",
                    "/api/v1/recommendations",
                    "/api/v1/community/posts");

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
        for (String path : OF_EACH_SERVICE) {
            Expect.soon(
                    LONGEST_DESCRIPTION, () -> describes(path), path + " stands in the document");
        }
    }

    private boolean describes(String path) throws IOException, InterruptedException {
        return stage.anyone().get("/openapi.json").expect(200).json().path("paths").has(path);
    }
}
