package io.maltan.community.vote;

/** What can be voted on. */
public enum Poll {
    POSTS("post_standing", "post_vote", "post_id", "post_id"),
    COMMENTS("comment", "comment_vote", "id", "comment_id");

    private final String countsTable;
    private final String votesTable;
    private final String countsKey;
    private final String votesKey;

    Poll(String countsTable, String votesTable, String countsKey, String votesKey) {
        this.countsTable = countsTable;
        this.votesTable = votesTable;
        this.countsKey = countsKey;
        this.votesKey = votesKey;
    }

    /** Fills the table and column names into a statement. */
    String in(String statement) {
        return statement
                .replace("{counts}", countsTable)
                .replace("{votes}", votesTable)
                .replace("{counts_key}", countsKey)
                .replace("{votes_key}", votesKey);
    }
}
