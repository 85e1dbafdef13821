package io.maltan.loadtests;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Makes a CSV file of plausible places of Korea: the same file for the same count and seed.
 *
 * <p>Nine of ten stand in towns, closer together towards the middle; kinds, chains and words of
 * names are drawn so that a few are very common and most are rare, as they are.
 */
public final class PlaceFile {

    private static final long SEED = 20_261_121;
    private static final double METRES_A_DEGREE = 111_195;

    /** Name, English name, latitude, longitude, share of the people, spread in metres. */
    private record Town(
            String ko, String en, double lat, double lon, double share, double spread) {}

    private record Kind(String category, double share, List<String> endings, List<String> chains) {}

    private static final List<Town> TOWNS =
            List.of(
                    new Town("서울특별시", "Seoul", 37.552, 126.990, 0.26, 7_500),
                    new Town("부산광역시", "Busan", 35.158, 129.060, 0.09, 6_500),
                    new Town("인천광역시", "Incheon", 37.470, 126.700, 0.07, 6_500),
                    new Town("대구광역시", "Daegu", 35.866, 128.590, 0.06, 5_500),
                    new Town("대전광역시", "Daejeon", 36.348, 127.390, 0.05, 5_000),
                    new Town("광주광역시", "Gwangju", 35.155, 126.880, 0.05, 4_500),
                    new Town("수원시", "Suwon", 37.272, 127.015, 0.05, 4_500),
                    new Town("울산광역시", "Ulsan", 35.540, 129.320, 0.04, 4_500),
                    new Town("고양시", "Goyang", 37.660, 126.800, 0.04, 4_500),
                    new Town("성남시", "Seongnam", 37.410, 127.120, 0.04, 4_000),
                    new Town("청주시", "Cheongju", 36.638, 127.470, 0.04, 4_000),
                    new Town("전주시", "Jeonju", 35.822, 127.130, 0.04, 3_500),
                    new Town("천안시", "Cheonan", 36.812, 127.140, 0.03, 3_500),
                    new Town("창원시", "Changwon", 35.228, 128.650, 0.04, 5_000),
                    new Town("제주시", "Jeju", 33.490, 126.520, 0.04, 5_500),
                    new Town("강릉시", "Gangneung", 37.755, 128.890, 0.03, 3_500),
                    new Town("춘천시", "Chuncheon", 37.877, 127.730, 0.03, 3_500));

    private static final List<Kind> KINDS =
            List.of(
                    new Kind(
                            "food.korean",
                            0.20,
                            List.of("식당", "국밥", "갈비", "칼국수", "한정식", "밥상", "순대국", "삼겹살"),
                            List.of("한솥도시락", "본죽", "김밥천국", "새마을식당")),
                    new Kind(
                            "cafe.coffee",
                            0.13,
                            List.of("카페", "커피", "로스터스", "다방", "커피하우스"),
                            List.of("스타벅스", "이디야커피", "메가커피", "투썸플레이스", "빽다방", "컴포즈커피")),
                    new Kind(
                            "shop.convenience",
                            0.09,
                            List.of("슈퍼", "마트", "편의점"),
                            List.of("GS25", "CU", "세븐일레븐", "이마트24")),
                    new Kind(
                            "food.chicken",
                            0.06,
                            List.of("치킨", "통닭", "닭강정"),
                            List.of("교촌치킨", "BBQ", "굽네치킨", "BHC")),
                    new Kind(
                            "food.fast_food",
                            0.05,
                            List.of("분식", "떡볶이", "버거"),
                            List.of("롯데리아", "맥도날드", "맘스터치", "버거킹")),
                    new Kind(
                            "food.japanese",
                            0.05,
                            List.of("스시", "초밥", "라멘", "돈까스"),
                            List.of("스시로")),
                    new Kind(
                            "service.hairdresser",
                            0.07,
                            List.of("헤어", "미용실", "살롱"),
                            List.of("준오헤어")),
                    new Kind(
                            "food.bakery",
                            0.04,
                            List.of("베이커리", "빵집", "제과"),
                            List.of("파리바게뜨", "뚜레쥬르")),
                    new Kind("nightlife.pub", 0.05, List.of("호프", "포차", "펍"), List.of("역전할머니맥주")),
                    new Kind("health.clinic", 0.05, List.of("의원", "내과", "한의원", "치과"), List.of()),
                    new Kind("health.pharmacy", 0.03, List.of("약국"), List.of("온누리약국")),
                    new Kind("education.school", 0.04, List.of("학원", "초등학교", "어학원"), List.of()),
                    new Kind("shop.clothes", 0.04, List.of("옷가게", "패션", "부티크"), List.of("유니클로")),
                    new Kind("service.estate_agent", 0.03, List.of("부동산", "공인중개사"), List.of()),
                    new Kind("nature.park", 0.02, List.of("공원", "숲", "어린이공원"), List.of()),
                    new Kind("lodging.hotel", 0.02, List.of("호텔", "모텔", "스테이"), List.of("토요코인")),
                    new Kind("culture.church", 0.02, List.of("교회", "성당"), List.of()),
                    new Kind("culture.museum", 0.005, List.of("박물관", "기념관"), List.of()),
                    new Kind("shop.books", 0.005, List.of("서점", "책방"), List.of("교보문고", "알라딘")));

    private static final List<String> SYLLABLES =
            List.of(
                    "가", "나", "다", "라", "마", "바", "사", "아", "자", "하", "고", "노", "도", "로", "모", "보",
                    "소", "오", "조", "호", "구", "누", "두", "루", "무", "부", "수", "우", "주", "후", "강", "남",
                    "동", "명", "백", "산", "송", "신", "연", "영", "원", "은", "정", "진", "천", "청", "태", "평",
                    "한", "해", "현", "화", "황", "금", "은", "별", "달", "꽃", "봄", "솔", "늘", "빛", "온", "참",
                    "큰");

    private static final List<String> STREETS = List.of("로", "길", "대로");
    private static final List<String> HOURS =
            List.of("Mo-Su 10:00-22:00", "Mo-Fr 09:00-18:00", "24/7", "Tu-Su 11:30-21:00");

    private final Random random;

    private PlaceFile(long seed) {
        this.random = new Random(seed);
    }

    /**
     * Writes a file.
     *
     * @param arguments the file, the number of places, the seed if it is not to be the usual one
     */
    public static void main(String[] arguments) throws IOException {
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : SEED;
        new PlaceFile(seed).write(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    }

    /** Names such as those in the file, drawn anew with another seed. */
    static List<String> names(int count, long seed) {
        PlaceFile file = new PlaceFile(seed);
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(file.nameOf(file.kindAtRandom(), file.word(2) + "동"));
        }
        return names;
    }

    /** Writes a file with the usual seed. */
    static void write(int places, Path file) throws IOException {
        new PlaceFile(SEED).write(file, places);
    }

    private void write(Path file, int places) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("id,name,name_en,category,lat,lon,address,phone,website,opening_hours\n");
            for (int id = 1; id <= places; id++) {
                writer.write(line(id));
            }
        }
    }

    private String line(int id) {
        Town town = townAtRandom();
        Kind kind = kindAtRandom();
        boolean rural = random.nextInt(10) == 0;
        double spread = rural ? 40_000 : town.spread();
        double lat = town.lat() + random.nextGaussian() * spread / METRES_A_DEGREE;
        double lon =
                town.lon()
                        + random.nextGaussian()
                                * spread
                                / (METRES_A_DEGREE * Math.cos(Math.toRadians(town.lat())));
        String district = word(2) + "동";
        String name = nameOf(kind, district);
        return String.format(
                Locale.ROOT,
                "%d,%s,%s,%s,%.6f,%.6f,%s %s %s%s %d,%s,%s,%s%n",
                id,
                name,
                random.nextInt(5) == 0 ? town.en() + " " + latin() : "",
                kind.category(),
                lat,
                lon,
                town.ko(),
                district,
                word(2 + random.nextInt(2)),
                STREETS.get(random.nextInt(STREETS.size())),
                1 + random.nextInt(300),
                random.nextInt(3) == 0
                        ? ""
                        : "0%d-%04d-%04d"
                                .formatted(
                                        2 + random.nextInt(60),
                                        random.nextInt(10_000),
                                        random.nextInt(10_000)),
                random.nextInt(6) == 0 ? "https://example.org/" + id : "",
                random.nextInt(5) < 2 ? HOURS.get(random.nextInt(HOURS.size())) : "");
    }

    private String nameOf(Kind kind, String district) {
        if (!kind.chains().isEmpty() && random.nextInt(10) < 3) {
            return kind.chains().get(skewed(kind.chains().size())) + " " + district + "점";
        }
        String own = word(2 + random.nextInt(2));
        String ending = kind.endings().get(skewed(kind.endings().size()));
        return random.nextBoolean() ? own + ending : own + " " + ending;
    }

    private String word(int syllables) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < syllables; i++) {
            word.append(SYLLABLES.get(random.nextInt(SYLLABLES.size())));
        }
        return word.toString();
    }

    private String latin() {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            word.append("bdghjkmnprst".charAt(random.nextInt(12)))
                    .append("aeiou".charAt(random.nextInt(5)));
        }
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** The first more often than the second, and so on. */
    private int skewed(int bound) {
        double drawn = random.nextDouble();
        return (int) (drawn * drawn * bound);
    }

    private Town townAtRandom() {
        double drawn = random.nextDouble();
        for (Town town : TOWNS) {
            drawn -= town.share();
            if (drawn < 0) {
                return town;
            }
        }
        return TOWNS.getFirst();
    }

    private Kind kindAtRandom() {
        double drawn = random.nextDouble();
        for (Kind kind : KINDS) {
            drawn -= kind.share();
            if (drawn < 0) {
                return kind;
            }
        }
        return KINDS.getFirst();
    }
}
