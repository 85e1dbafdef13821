package io.maltan.compose.demo;

import io.maltan.compose.process.Polling;
import io.maltan.compose.service.Administrator;
import io.maltan.compose.service.Service;
import io.maltan.compose.settings.Console;
import io.maltan.compose.settings.Secrets;
import io.maltan.compose.settings.Settings;
import io.maltan.compose.settings.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Loads the demo town through the public API, once; a load that was interrupted is completed. */
public final class DemoTown {

    private static final int CONCURRENCY = 4;
    private static final int SAY_EVERY = 50;
    private static final Duration LONGEST_IMPORT = Duration.ofMinutes(5);
    private static final Duration LONGEST_NEWS = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration HISTORY = Duration.ofDays(14);
    private static final String SUBJECT = "demo";
    private static final String CENTRE = "lat=37.5563&lon=126.9923&radius=30000";

    private final Settings settings;
    private final Secrets secrets;
    private final Administrator administrator;
    private final Console console;
    private final Instant now = Instant.now();
    private final Map<String, String> ids = new HashMap<>();

    public DemoTown(
            Settings settings, Secrets secrets, Administrator administrator, Console console) {
        this.settings = settings;
        this.secrets = secrets;
        this.administrator = administrator;
        this.console = console;
    }

    /** Loads what is not there yet. */
    public void load() throws InterruptedException {
        if (Files.exists(settings.data().demo())) {
            console.say(SUBJECT, "the demo town is there already");
            return;
        }
        List<DemoPlace> places = Town.places();
        List<DemoPerson> people = DemoPerson.all(places);
        importPlaces(places);
        findPlaces(places);
        live(people);
        try {
            Files.writeString(settings.data().demo(), now.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        console.say(SUBJECT, "the demo town is complete");
    }

    private void importPlaces(List<DemoPlace> places) throws InterruptedException {
        console.say(
                SUBJECT,
                "importing %d places: %d real landmarks of Seoul, the others invented"
                        .formatted(places.size(), Landmark.all().size()));
        String csv =
                places.stream()
                        .map(DemoPlace::line)
                        .collect(Collectors.joining("\n", DemoPlace.HEADER + "\n", "\n"));
        DemoClient admin = client(Service.PLACE, adminToken());
        String id =
                admin.postCsv("/places/imports?format=csv", csv)
                        .expect("the import", 202)
                        .json()
                        .path("importId")
                        .asString();
        if (!Polling.until(LONGEST_IMPORT, POLL, () -> isOver(report(admin, id)))) {
            throw new StartFailure("The demo import does not end: " + report(admin, id));
        }
        JsonNode report = report(admin, id);
        if (isFailed(report)) {
            throw new StartFailure("The demo import failed: " + report);
        }
        console.say(SUBJECT, "places created: " + report.path("created").asLong());
    }

    private static JsonNode report(DemoClient admin, String id) throws InterruptedException {
        return admin.get("/places/imports/" + id).expect("the import", 200).json();
    }

    private static boolean isOver(JsonNode report) {
        return isFailed(report) || report.path("status").asString("").equals("completed");
    }

    private static boolean isFailed(JsonNode report) {
        return report.path("status").asString("").equals("failed");
    }

    private String adminToken() throws InterruptedException {
        DemoClient.Answer answer =
                client(Service.USER, null)
                        .post(
                                "/auth/login",
                                Map.of(
                                        "email", administrator.email(),
                                        "password", administrator.password()),
                                UUID.randomUUID().toString());
        if (answer.status() != 200) {
            throw new StartFailure(
                    """
                    The demo town needs the administrator %s, who cannot log in (%d).
                    Set MALTAN_ADMIN_EMAIL and MALTAN_ADMIN_PASSWORD to an administrator's.\
                    """
                            .formatted(administrator.email(), answer.status()));
        }
        return answer.json().path("accessToken").asString();
    }

    /** The demo knows its places by name, the services by id. */
    private void findPlaces(List<DemoPlace> places) throws InterruptedException {
        DemoClient anyone = client(Service.PLACE, null);
        String cursor = "";
        do {
            JsonNode page =
                    anyone.get("/places/nearby?" + CENTRE + "&limit=100" + cursor)
                            .expect("the list of places", 200)
                            .json();
            for (JsonNode place : page.path("items")) {
                ids.put(place.path("names").path("ko").asString(""), place.path("id").asString());
            }
            String next = page.path("nextCursor").asString("");
            cursor =
                    next.isEmpty()
                            ? ""
                            : "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        } while (!cursor.isEmpty());
        long found = places.stream().filter(place -> ids.containsKey(place.korean())).count();
        if (found < places.size()) {
            throw new StartFailure(
                    "Only %d of %d demo places are there.".formatted(found, places.size()));
        }
    }

    private void live(List<DemoPerson> people) throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONCURRENCY)) {
            List<Future<?>> lives = new ArrayList<>();
            for (DemoPerson person : people) {
                lives.add(
                        threads.submit(() -> {
                            live(person);
                            sayProgress(done.incrementAndGet());
                            return true;
                        }));
            }
            awaitAll(lives, threads);
        }
    }

    private static void awaitAll(List<Future<?>> lives, ExecutorService threads)
            throws InterruptedException {
        try {
            for (Future<?> life : lives) {
                life.get();
            }
        } catch (ExecutionException e) {
            threads.shutdownNow();
            if (e.getCause() instanceof StartFailure failure) {
                throw failure;
            }
            throw new StartFailure("The demo town cannot be loaded: " + e.getCause(), e);
        }
    }

    private void sayProgress(int done) {
        if (done % SAY_EVERY == 0) {
            console.say(SUBJECT, "people: %d of %d".formatted(done, DemoPerson.PEOPLE));
        }
    }

    private void live(DemoPerson person) throws InterruptedException {
        String token = join(person);
        tell(person, client(Service.RECOMMENDATION, token));
        DemoClient places = client(Service.PLACE, token);
        DemoClient community = client(Service.COMMUNITY, token);
        int number = 0;
        for (DemoPerson.Deed deed : person.deeds()) {
            String key = key(person, Integer.toString(number++));
            switch (deed.kind()) {
                case VISIT ->
                        places.post("/places/" + id(deed) + "/visits", Map.of(), key)
                                .expect("a visit", 200, 201, 202, 204, 409);
                case REVIEW ->
                        places.post("/places/" + id(deed) + "/reviews", review(deed, person), key)
                                .expect("a review", 201, 409);
                case POST -> write(deed, community, key);
                default -> {}
            }
        }
    }

    /**
     * The recommender learns of new places a little later and rejects until then what it cannot
     * place.
     */
    private void tell(DemoPerson person, DemoClient recommendation) throws InterruptedException {
        Object feedback = feedback(person);
        requireSoon(
                "The recommender does not take the feedback of the demo town.",
                () -> isTaken(recommendation, feedback));
    }

    private static boolean isTaken(DemoClient recommendation, Object feedback)
            throws InterruptedException {
        return recommendation
                .post(
                        "/recommendations/feedback",
                        feedback,
                        UUID.randomUUID().toString()) // the events have ids themselves
                .expect("feedback", 202)
                .json()
                .path("rejected")
                .isEmpty();
    }

    /** So does the community service. */
    private void write(DemoPerson.Deed deed, DemoClient community, String key)
            throws InterruptedException {
        requireSoon(
                "The community does not take the posts of the demo town.",
                () ->
                        community
                                        .post("/community/posts", post(deed), key)
                                        .expect("a post", 201, 400)
                                        .status()
                                == 201);
    }

    private static void requireSoon(String failure, Polling.Condition<RuntimeException> condition)
            throws InterruptedException {
        if (!Polling.until(LONGEST_NEWS, POLL, condition)) {
            throw new StartFailure(failure);
        }
    }

    private String join(DemoPerson person) throws InterruptedException {
        DemoClient users = client(Service.USER, null);
        String password = secrets.secret("demo") + person.number();
        users.post(
                        "/users",
                        Map.of(
                                "email", person.email(),
                                "password", password,
                                "displayName", person.displayName(),
                                "language", "ko",
                                "preferredRegions", List.of(person.home()),
                                "preferredCategories", List.copyOf(person.tastes())),
                        key(person, "register"))
                .expect("a registration", 201, 409);
        return users.post(
                        "/auth/login",
                        Map.of("email", person.email(), "password", password),
                        UUID.randomUUID().toString())
                .expect("a log-in", 200)
                .json()
                .path("accessToken")
                .asString();
    }

    private Map<String, Object> feedback(DemoPerson person) {
        List<Map<String, Object>> events = new ArrayList<>();
        List<DemoPerson.Deed> signals =
                person.deeds().stream().filter(deed -> deed.kind().isFeedback()).toList();
        for (int i = 0; i < signals.size(); i++) {
            DemoPerson.Deed deed = signals.get(i);
            events.add(
                    Map.of(
                            "id", uuid(key(person, "event-" + i)),
                            "type", deed.kind().name().toLowerCase(java.util.Locale.ROOT),
                            "placeId", id(deed),
                            "at", at(person.number() * 31 + i).toString()));
        }
        return Map.of("events", events);
    }

    /** Some moment of the last two weeks. */
    private Instant at(int choice) {
        long seconds = Math.floorMod(choice * 7919L, HISTORY.toSeconds());
        return now.minusSeconds(seconds + 60);
    }

    private static Map<String, Object> review(DemoPerson.Deed deed, DemoPerson person) {
        return Map.of("rating", deed.value(), "text", Texts.review(deed.value(), person.number()));
    }

    private Map<String, Object> post(DemoPerson.Deed deed) {
        List<String> text = Texts.post(deed.place().korean(), deed.value());
        return Map.of(
                "category", text.get(0),
                "title", text.get(1),
                "body", text.get(2),
                "region", deed.place().district(),
                "placeId", id(deed));
    }

    private String id(DemoPerson.Deed deed) {
        @Nullable String id = ids.get(deed.place().korean());
        if (id == null) {
            throw new StartFailure("The demo place %s is not there.".formatted(deed.place()));
        }
        return id;
    }

    private static String key(DemoPerson person, String deed) {
        return "demo-%d-%s".formatted(person.number(), deed);
    }

    private static String uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private DemoClient client(Service service, @Nullable String token) {
        return new DemoClient(service.port(settings.ports()), token);
    }
}
