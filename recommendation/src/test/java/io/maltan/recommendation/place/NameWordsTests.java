package io.maltan.recommendation.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class NameWordsTests {

    private static final String[] KINDS = {"food", "cafe", "shop", "culture", "sport", "nature"};

    private final PlaceIndex places = new PlaceIndex();

    private void town() {
        for (int i = 0; i < 300; i++) {
            put("Any" + i, i);
        }
    }

    private void put(String name, int which) {
        Towns.put(places, Towns.place(name, KINDS[which % KINDS.length] + ".any", 37.5, 127));
    }

    private double telling(String word) {
        return places.telling(word.hashCode());
    }

    @Test
    void aWordThatPlacesOfEveryKindHaveTellsNothing() {
        town();
        for (int i = 0; i < 12; i++) {
            put("Hongdae " + i, i);
            put("Ramen " + i, 0);
        }
        assertThat(telling("hongdae")).isLessThan(0.1);
        assertThat(telling("ramen")).isGreaterThan(0.5);
    }

    @Test
    void twoNamesAreTooFewToSayThatAWordIsOfNoKind() {
        town();
        put("Sushi Tsuki", 0);
        put("Museum Tsuki", 3);
        assertThat(telling("tsuki")).isGreaterThan(0.7);
    }

    @Test
    void whereNearlyAllPlacesAreOfAKindAWordIsNotSpoiltByOne() {
        for (int i = 0; i < 100; i++) {
            put("Any" + i, 0);
        }
        put("Sushi Tsuki", 0);
        put("Museum Tsuki", 3);
        assertThat(telling("tsuki")).isGreaterThan(0.6);
    }

    @Test
    void aWordFollowsPlacesThatChangeTheirKindAndGo() {
        town();
        UUID[] ids = new UUID[12];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = UUID.randomUUID();
            put(ids[i], KINDS[i % KINDS.length], 1);
        }
        assertThat(telling("hongdae")).isLessThan(0.1);
        for (UUID id : ids) {
            put(id, "food", 2);
        }
        assertThat(telling("hongdae")).isGreaterThan(0.5);
        for (UUID id : ids) {
            places.remove(id);
        }
        assertThat(telling("hongdae")).isEqualTo(1);
    }

    private void put(UUID id, String kind, int version) {
        Towns.put(places, Towns.place(id, "Hongdae", kind, 37.5, 127, "open", version, null));
    }

    @Test
    void aBranchHasNoWordsOfWhereItIs() {
        int one = index("고양이 마라탕 홍익대학교점");
        int other = index("이슬 필라테스 이화여자대학교점");
        assertThat(places.words(one)).doesNotContain(places.words(other));
        assertThat(places.words(index("CU홍대점"))).doesNotContain("대점".hashCode());
        assertThat(places.words(index("롯데백화점"))).contains("화점".hashCode());
    }

    private int index(String name) {
        return Towns.put(places, Towns.place(name, "food", 37.5, 127));
    }
}
