package io.maltan.compose.demo;

/** What a person does with a place. */
enum DeedKind {
    CLICK,
    LIKE,
    BOOKMARK,
    DISLIKE,
    VISIT,
    REVIEW,
    POST;

    /**
     * Whether it is told to the recommender as feedback; the rest goes to the service that owns it.
     */
    boolean isFeedback() {
        return switch (this) {
            case CLICK, LIKE, BOOKMARK, DISLIKE -> true;
            case VISIT, REVIEW, POST -> false;
        };
    }
}
