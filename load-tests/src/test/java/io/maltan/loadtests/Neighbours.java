package io.maltan.loadtests;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The data of the community's load: accounts that follow one another, and a thread to talk in. */
final class Neighbours {

    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f-]{36})\"");
    private static final String PASSWORD = "measured-" + UUID.randomUUID();

    private final CommunitySettings settings;
    private final Random random = new Random(20_240_503);
    private final List<String> tokens = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final String region = "measured-" + UUID.randomUUID();
    private String thread = "";

    private Neighbours(CommunitySettings settings) {
        this.settings = settings;
    }

    /** Registers the accounts and fills the thread; this is not part of the measured load. */
    static Neighbours gather(CommunitySettings settings) {
        Neighbours neighbours = new Neighbours(settings);
        try (MaltanClient maltan = new MaltanClient(settings.base())) {
            neighbours.register(maltan);
            neighbours.follow(maltan);
            neighbours.talk(maltan);
        }
        return neighbours;
    }

    String region() {
        return region;
    }

    /** Feeds one neighbour after the other, each with something to say that nobody has said. */
    Iterator<Map<String, Object>> feeder() {
        return Stream.generate(this::next).iterator();
    }

    private synchronized Map<String, Object> next() {
        return Map.of(
                "token",
                tokens.get(random.nextInt(tokens.size())),
                "thread",
                thread,
                "region",
                region,
                "words",
                "Seen at corner " + UUID.randomUUID(),
                "vote",
                random.nextInt(4) == 0 ? -1 : 1);
    }

    private void register(MaltanClient maltan) {
        for (int i = 0; i < settings.people(); i++) {
            String email = "measured-" + UUID.randomUUID() + "@load.invalid";
            String account =
                    """
                    {"email": "%s", "password": "%s", "displayName": "Measured %d"}
                    """
                            .formatted(email, PASSWORD, i);
            ids.add(MaltanClient.found(ID, maltan.post("/api/v1/users", null, account)));
            String login =
                    """
                    {"email": "%s", "password": "%s"}
                    """
                            .formatted(email, PASSWORD);
            tokens.add(MaltanClient.tokenIn(maltan.post("/api/v1/auth/login", null, login)));
        }
    }

    /** Everybody follows the next two. */
    private void follow(MaltanClient maltan) {
        for (int i = 0; i < ids.size(); i++) {
            for (int step = 1; step <= Math.min(2, ids.size() - 1); step++) {
                String followed = ids.get((i + step) % ids.size());
                maltan.put("/api/v1/community/follows/" + followed, tokens.get(i));
            }
        }
    }

    private void talk(MaltanClient maltan) {
        String post =
                """
                {"title": "Measured", "body": "What everybody reads.", "category": "free", "region": "%s"}
                """
                        .formatted(region);
        thread =
                MaltanClient.found(
                        ID, maltan.post("/api/v1/community/posts", tokens.getFirst(), post));
        for (int i = 0; i < settings.comments(); i++) {
            maltan.post(
                    "/api/v1/community/posts/" + thread + "/comments",
                    tokens.get(i % tokens.size()),
                    "{\"body\": \"Comment number %d of the talk %s\"}"
                            .formatted(i, UUID.randomUUID()));
        }
    }
}
