package io.maltan.compose.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Someone invented: where they live and what they like, and from it what they did.
 *
 * @param tastes branches of the category tree
 */
record DemoPerson(int number, String home, Set<String> tastes, List<Deed> deeds) {

    static final int PEOPLE = 500;

    private static final long SEED = 20_240_502;
    private static final int SIGNALS = 24;
    private static final int VISITS = 3;
    private static final int REVIEWS = 2;
    private static final double STAYS_HOME = 0.75;
    private static final double FOLLOWS_TASTE = 0.8;
    private static final double POSTS = 0.6;
    private static final List<String> BRANCHES =
            List.of("cafe", "food", "nightlife", "culture", "nature", "shop", "sport", "sight");

    /** Something done with a place; the value is the rating of a review, or picks a text. */
    record Deed(DeedKind kind, DemoPlace place, int value) {}

    static List<DemoPerson> all(List<DemoPlace> places) {
        Random random = new Random(SEED);
        Map<String, List<DemoPlace>> byDistrict = new HashMap<>();
        places.forEach(place ->
                byDistrict.computeIfAbsent(place.district(), code -> new ArrayList<>()).add(place));
        List<String> districts = byDistrict.keySet().stream().sorted().toList();
        List<DemoPerson> people = new ArrayList<>();
        for (int number = 1; number <= PEOPLE; number++) {
            String home = districts.get(random.nextInt(districts.size()));
            Set<String> tastes = tastes(random);
            people.add(
                    new DemoPerson(
                            number,
                            home,
                            tastes,
                            deeds(random, places, byDistrict.getOrDefault(home, places), tastes)));
        }
        return people;
    }

    String displayName() {
        return String.format(Locale.ROOT, "Demo %03d", number);
    }

    String email() {
        return String.format(Locale.ROOT, "demo-%03d@demo.invalid", number);
    }

    private static Set<String> tastes(Random random) {
        Set<String> tastes = new TreeSet<>();
        while (tastes.size() < 2) {
            tastes.add(BRANCHES.get(random.nextInt(BRANCHES.size())));
        }
        return tastes;
    }

    private static List<Deed> deeds(
            Random random, List<DemoPlace> everywhere, List<DemoPlace> near, Set<String> tastes) {
        List<Deed> deeds = new ArrayList<>();
        for (int i = 0; i < SIGNALS; i++) {
            DemoPlace place = choose(random, everywhere, near, tastes);
            deeds.add(new Deed(signal(random, likes(tastes, place)), place, 0));
        }
        for (int i = 0; i < VISITS; i++) {
            deeds.add(new Deed(DeedKind.VISIT, choose(random, everywhere, near, tastes), 0));
        }
        for (int i = 0; i < REVIEWS; i++) {
            DemoPlace place = choose(random, everywhere, near, tastes);
            int rating = likes(tastes, place) ? 4 + random.nextInt(2) : 1 + random.nextInt(4);
            deeds.add(new Deed(DeedKind.REVIEW, place, rating));
        }
        if (random.nextDouble() < POSTS) {
            deeds.add(
                    new Deed(
                            DeedKind.POST,
                            choose(random, everywhere, near, tastes),
                            random.nextInt(1000)));
        }
        return List.copyOf(deeds);
    }

    private static DemoPlace choose(
            Random random, List<DemoPlace> everywhere, List<DemoPlace> near, Set<String> tastes) {
        List<DemoPlace> around = random.nextDouble() < STAYS_HOME ? near : everywhere;
        boolean byTaste = random.nextDouble() < FOLLOWS_TASTE;
        DemoPlace place = around.get(random.nextInt(around.size()));
        for (int tries = 0; byTaste && !likes(tastes, place) && tries < 30; tries++) {
            place = around.get(random.nextInt(around.size()));
        }
        return place;
    }

    private static boolean likes(Set<String> tastes, DemoPlace place) {
        return tastes.contains(Kind.branch(place.category()));
    }

    private static DeedKind signal(Random random, boolean liked) {
        if (!liked) {
            return random.nextBoolean() ? DeedKind.DISLIKE : DeedKind.CLICK;
        }
        return switch (random.nextInt(4)) {
            case 0 -> DeedKind.BOOKMARK;
            case 1 -> DeedKind.LIKE;
            default -> DeedKind.CLICK;
        };
    }
}
