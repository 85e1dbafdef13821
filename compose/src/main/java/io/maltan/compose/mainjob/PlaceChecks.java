package io.maltan.compose.mainjob;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Point 2: the import of an OpenStreetMap extract, and finding places afterwards. */
final class PlaceChecks {

    private static final String IMPORTS = "/api/v1/places/imports";
    private static final Duration LONGEST_IMPORT = Duration.ofMinutes(5);
    private static final double EARTH_RADIUS_METRES = 6_371_008.8;
    private static final double HALF_A_BOX_DEGREES = 0.01;

    private final Stage stage;
    private @Nullable JsonNode firstImport;

    PlaceChecks(Stage stage) {
        this.stage = stage;
    }

    List<Check> checks() {
        return List.of(
                new Check("only the administrator imports", this::keepsOthersOut),
                new Check(
                        "the administrator imports an extract, with counts and reasons",
                        this::imports),
                new Check("the same file again changes nothing", this::importsAgain),
                new Check("places nearby come nearest first, truly measured", this::findsNearby),
                new Check("pages of places nearby do not repeat one", this::pages),
                new Check("places in a box lie in it", this::findsInABox),
                new Check("a place is found by its text", this::findsByText),
                new Check("a place is read by id, with ETag and 304", this::readsById),
                new Check("several places are read in the order asked", this::readsSeveral));
    }

    private void keepsOthersOut() throws IOException, InterruptedException {
        stage.person("Mina")
                .client()
                .upload(IMPORTS + "?format=osm-pbf", HttpRequest.BodyPublishers.ofString("x"))
                .expectProblem(403);
        stage.anyone()
                .upload(IMPORTS + "?format=osm-pbf", HttpRequest.BodyPublishers.ofString("x"))
                .expectProblem(401);
    }

    private void imports() throws IOException, InterruptedException {
        JsonNode report = importExtract();
        firstImport = report;
        Expect.that(report.path("read").asLong() > 0, "something read: %s", report);
        long places =
                report.path("created").asLong()
                        + report.path("updated").asLong()
                        + report.path("unchanged").asLong();
        Expect.that(places > 0, "some places: %s", report);
        long explained = 0;
        for (JsonNode reason : report.path("reasons")) {
            explained += reason.path("count").asLong();
            Expect.that(reason.path("code").isString(), "a code in %s", reason);
        }
        Expect.equal(report.path("skipped").asLong(), explained, "skipped, by the reasons");
    }

    private void importsAgain() throws IOException, InterruptedException {
        JsonNode report = importExtract();
        Expect.equal(0L, report.path("created").asLong(), "created");
        Expect.equal(0L, report.path("updated").asLong(), "updated");
        @Nullable JsonNode first = firstImport;
        Expect.that(first != null, "a first import");
        if (first != null) {
            Expect.equal(first.path("read").asLong(), report.path("read").asLong(), "read");
        }
    }

    private JsonNode importExtract() throws IOException, InterruptedException {
        String id =
                stage.admin()
                        .upload(
                                IMPORTS + "?format=osm-pbf",
                                HttpRequest.BodyPublishers.ofFile(stage.subject().extract()))
                        .expect(202)
                        .json()
                        .path("importId")
                        .asString();
        Expect.soon(LONGEST_IMPORT, () -> isOver(report(id)), "the import ends");
        JsonNode report = report(id);
        Expect.equal("completed", report.path("status").asString(), "the import " + report);
        return report;
    }

    private JsonNode report(String id) throws IOException, InterruptedException {
        return stage.admin().get(IMPORTS + "/" + id).expect(200).json();
    }

    private static boolean isOver(JsonNode report) {
        return List.of("completed", "failed").contains(report.path("status").asString());
    }

    private void findsNearby() throws IOException, InterruptedException {
        List<JsonNode> places = stage.nearby(3000);
        Expect.that(places.size() >= 5, "at least 5 places nearby, were %d", places.size());
        double last = 0;
        for (JsonNode place : places) {
            double distance = place.path("distance").asDouble();
            double true_ =
                    metres(
                            stage.subject().latitude(),
                            stage.subject().longitude(),
                            place.path("lat").asDouble(),
                            place.path("lon").asDouble());
            Expect.that(distance >= last, "places in order of distance");
            Expect.that(
                    Math.abs(distance - true_) <= Math.max(2, true_ * 0.005),
                    "%.1f m to %s, was %.1f",
                    true_,
                    place.path("name"),
                    distance);
            last = distance;
        }
    }

    private void pages() throws IOException, InterruptedException {
        List<String> seen = new java.util.ArrayList<>();
        String cursor = "";
        for (int page = 0; page < 3; page++) {
            Answer answer =
                    stage.anyone()
                            .get(
                                    "/api/v1/places/nearby?%s&radius=3000&limit=5%s"
                                            .formatted(stage.position(), cursor))
                            .expect(200);
            Stage.items(answer).forEach(place -> seen.add(place.path("id").asString()));
            String next = answer.json().path("nextCursor").asString("");
            if (next.isEmpty()) {
                break;
            }
            cursor = "&cursor=" + encoded(next);
        }
        Expect.that(seen.size() > 5, "more than one page");
        Expect.equal(seen.size(), (int) seen.stream().distinct().count(), "distinct places");
    }

    private void findsInABox() throws IOException, InterruptedException {
        double lat = stage.subject().latitude();
        double lon = stage.subject().longitude();
        String box =
                String.format(
                        Locale.ROOT,
                        "%f,%f,%f,%f",
                        lon - HALF_A_BOX_DEGREES,
                        lat - HALF_A_BOX_DEGREES,
                        lon + HALF_A_BOX_DEGREES,
                        lat + HALF_A_BOX_DEGREES);
        List<JsonNode> places =
                Stage.items(
                        stage.anyone()
                                .get("/api/v1/places?bbox=%s&limit=100".formatted(box))
                                .expect(200));
        Expect.that(!places.isEmpty(), "places in the box");
        for (JsonNode place : places) {
            Expect.that(
                    Math.abs(place.path("lat").asDouble() - lat) <= HALF_A_BOX_DEGREES
                            && Math.abs(place.path("lon").asDouble() - lon) <= HALF_A_BOX_DEGREES,
                    "%s inside the box",
                    place);
        }
    }

    private void findsByText() throws IOException, InterruptedException {
        String name = stage.place().path("name").asString();
        List<JsonNode> found =
                Stage.items(
                        stage.anyone()
                                .get(
                                        "/api/v1/places/search?q=%s&%s"
                                                .formatted(encoded(name), stage.position()))
                                .expect(200));
        Expect.that(
                found.stream().anyMatch(place -> place.path("name").asString().equals(name)),
                "%s among what its name finds",
                name);
    }

    private void readsById() throws IOException, InterruptedException {
        String path = "/api/v1/places/" + stage.place().path("id").asString();
        Answer first = stage.anyone().get(path).expect(200);
        Expect.equal(stage.place().path("name"), first.json().path("name"), "name");
        Expect.that(first.header("ETag").startsWith("\""), "a strong ETag");
        stage.anyone().get(path, "If-None-Match", first.header("ETag")).expect(304);
    }

    private void readsSeveral() throws IOException, InterruptedException {
        List<String> ids =
                stage.nearby(3000).reversed().stream()
                        .limit(3)
                        .map(place -> place.path("id").asString())
                        .toList();
        List<String> answered =
                Stage.items(
                                stage.anyone()
                                        .get("/api/v1/places?ids=" + String.join(",", ids))
                                        .expect(200))
                        .stream()
                        .map(place -> place.path("id").asString())
                        .toList();
        Expect.equal(ids, answered, "ids");
    }

    static double metres(double lat1, double lon1, double lat2, double lon2) {
        double halfLat = Math.toRadians(lat2 - lat1) / 2;
        double halfLon = Math.toRadians(lon2 - lon1) / 2;
        double a =
                Math.pow(Math.sin(halfLat), 2)
                        + Math.cos(Math.toRadians(lat1))
                                * Math.cos(Math.toRadians(lat2))
                                * Math.pow(Math.sin(halfLon), 2);
        return 2 * EARTH_RADIUS_METRES * Math.asin(Math.sqrt(a));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
