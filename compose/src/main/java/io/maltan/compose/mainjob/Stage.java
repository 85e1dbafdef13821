package io.maltan.compose.mainjob;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Who plays in the main job, and what one scene leaves for the next. */
final class Stage {

    static final String PASSWORD = "correct-horse-battery-staple-7";

    private static final int CREATED = 201;
    private static final int OK = 200;

    private final Client anyone;
    private final Subject subject;
    private final Map<String, Person> persons = new HashMap<>();
    private @Nullable Client admin;
    private @Nullable JsonNode place;

    Stage(Subject subject) {
        this.subject = subject;
        this.anyone = new Client(subject.base());
    }

    /**
     * The system that is looked at.
     *
     * @param base address of the gateway
     * @param extract the OpenStreetMap extract to import
     * @param processes the launcher's register of processes; absent where no process may be killed
     */
    record Subject(
            String base,
            String adminEmail,
            String adminPassword,
            Path extract,
            double latitude,
            double longitude,
            @Nullable Path processes) {}

    /** Someone with an account. */
    record Person(String id, String email, String token, Client client) {}

    Subject subject() {
        return subject;
    }

    Client anyone() {
        return anyone;
    }

    /** An account of that name, registered and logged in at the first call. */
    Person person(String name) throws IOException, InterruptedException {
        Person known = persons.get(name);
        if (known != null) {
            return known;
        }
        String email =
                "%s.%s@mainjob.invalid".formatted(name.toLowerCase(Locale.ROOT), UUID.randomUUID());
        JsonNode user =
                anyone.post(
                                "/api/v1/users",
                                Map.of(
                                        "email", email,
                                        "password", PASSWORD,
                                        "displayName", name))
                        .expect(CREATED)
                        .json();
        String token = login(email, PASSWORD);
        Person person = new Person(user.path("id").asString(), email, token, anyone.with(token));
        persons.put(name, person);
        return person;
    }

    Client admin() throws IOException, InterruptedException {
        @Nullable Client known = admin;
        if (known == null) {
            known = anyone.with(login(subject.adminEmail(), subject.adminPassword()));
            admin = known;
        }
        return known;
    }

    private String login(String email, String password) throws IOException, InterruptedException {
        return anyone.post("/api/v1/auth/login", Map.of("email", email, "password", password))
                .expect(OK)
                .json()
                .path("accessToken")
                .asString();
    }

    /** A place near the middle of the extract. */
    JsonNode place() throws IOException, InterruptedException {
        @Nullable JsonNode known = place;
        if (known == null) {
            known = nearby(5000).getFirst();
            place = known;
        }
        return known;
    }

    List<JsonNode> nearby(int radiusMetres) throws IOException, InterruptedException {
        return items(
                anyone.get(
                                "/api/v1/places/nearby?%s&radius=%d&limit=50"
                                        .formatted(position(), radiusMetres))
                        .expect(OK));
    }

    String position() {
        return "lat=%s&lon=%s".formatted(subject.latitude(), subject.longitude());
    }

    static List<JsonNode> items(Answer answer) {
        List<JsonNode> items = new ArrayList<>();
        answer.json().path("items").forEach(items::add);
        return items;
    }
}
