package io.maltan.compose.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The places of the demo town; the same ones each time. */
final class Town {

    static final int PLACES = 5000;

    private static final long SEED = 20_240_501;
    private static final double SPREAD_METRES = 450;
    private static final double METRES_PER_DEGREE = 111_320;
    private static final String INVENTED = "generated demo data · 시연용으로 지어낸 곳";

    private final Random random = new Random(SEED);
    private final List<Landmark> landmarks = Landmark.all();
    private final List<Landmark> hubs = landmarks.stream().filter(Landmark::isBusy).toList();
    private final List<Kind> kinds = Kind.all();
    private final int weights = kinds.stream().mapToInt(Kind::weight).sum();
    private final List<List<String>> words = Table.rows("words.csv");
    private final Map<String, District> districts =
            District.all().stream().collect(Collectors.toMap(District::code, Function.identity()));
    private final Set<String> names = new HashSet<>();

    private Town() {}

    static List<DemoPlace> places() {
        return new Town().build();
    }

    private List<DemoPlace> build() {
        List<DemoPlace> places = new ArrayList<>(landmarks.stream().map(this::known).toList());
        places.forEach(place -> names.add(place.korean()));
        while (places.size() < PLACES) {
            places.add(invented(places.size()));
        }
        return List.copyOf(places);
    }

    private DemoPlace known(Landmark landmark) {
        return new DemoPlace(
                "landmark-" + landmarks.indexOf(landmark),
                landmark.korean(),
                landmark.english(),
                landmark.category(),
                landmark.latitude(),
                landmark.longitude(),
                "서울특별시 " + district(landmark).korean(),
                "",
                landmark.district());
    }

    private DemoPlace invented(int number) {
        Landmark hub = hubs.get(random.nextInt(hubs.size()));
        Kind kind = kind();
        Name name = name(kind, hub);
        double north = random.nextGaussian() * SPREAD_METRES / METRES_PER_DEGREE;
        double east =
                random.nextGaussian()
                        * SPREAD_METRES
                        / (METRES_PER_DEGREE * Math.cos(Math.toRadians(hub.latitude())));
        return new DemoPlace(
                "generated-" + number,
                name.korean(),
                name.english(),
                kind.category(),
                hub.latitude() + north,
                hub.longitude() + east,
                "서울특별시 %s, %s 부근 (%s)".formatted(district(hub).korean(), hub.korean(), INVENTED),
                kind.openingHours(),
                hub.district());
    }

    private Name name(Kind kind, Landmark hub) {
        List<String> word = words.get(random.nextInt(words.size()));
        int noun = random.nextInt(kind.korean().size());
        String branch = hub.korean();
        Name name =
                new Name(
                        "%s %s %s점".formatted(word.get(0), kind.korean().get(noun), branch),
                        "%s %s at %s"
                                .formatted(word.get(1), kind.english().get(noun), hub.english()));
        int number = 1;
        Name unique = name;
        while (!names.add(unique.korean())) {
            number++;
            unique = new Name(name.korean() + " " + number, name.english() + " " + number);
        }
        return unique;
    }

    private Kind kind() {
        int left = random.nextInt(weights);
        for (Kind kind : kinds) {
            left -= kind.weight();
            if (left < 0) {
                return kind;
            }
        }
        return kinds.getLast();
    }

    private District district(Landmark landmark) {
        District district = districts.get(landmark.district());
        if (district == null) {
            throw new IllegalStateException("No district " + landmark.district());
        }
        return district;
    }

    private record Name(String korean, String english) {}
}
