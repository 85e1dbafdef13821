package io.maltan.community.follow;

/** The relations that people keep to others. */
enum Relation {
    FOLLOWS("follow", "follower_id", "followed_id"),
    FOLLOWERS("follow", "followed_id", "follower_id"),
    BLOCKS("block", "blocker_id", "blocked_id"),
    MUTES("mute", "muter_id", "muted_id");

    private final String table;
    private final String person;
    private final String other;

    Relation(String table, String person, String other) {
        this.table = table;
        this.person = person;
        this.other = other;
    }

    /** Fills the table and column names into a statement. */
    String in(String statement) {
        return statement
                .replace("{relation}", table)
                .replace("{person}", person)
                .replace("{other}", other);
    }
}
