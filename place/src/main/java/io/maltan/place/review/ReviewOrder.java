package io.maltan.place.review;

/** How reviews are listed. */
enum ReviewOrder {
    RECENT,
    HELPFUL,
    RATING
}
