package io.maltan.recommendation.ranking;

import java.util.Locale;

/** Why a place is recommended, for programs. */
enum ReasonCode {
    BECAUSE_YOU_LIKED,
    PEOPLE_ALSO_VISIT,
    CATEGORY_YOU_LIKE,
    CATEGORY_OF_INTEREST,
    SIMILAR_KIND,
    SIMILAR_NAME,
    REGION_YOU_LIKE,
    NEAR_A_REGION_YOU_LIKE,
    YOUR_AREA,
    FOLLOWED_PEOPLE,
    POPULAR_HERE,
    HIGHLY_RATED,
    RISING,
    GOOD_HOUR,
    NEAR,
    OPEN_UNTIL,
    OPEN_NOW,
    NEW_HERE,
    TO_DISCOVER;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
