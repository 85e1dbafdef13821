package io.maltan.community.post;

import io.maltan.community.text.DraftCheck;
import io.maltan.community.text.Hashtag;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which posts are wanted; absent members do not narrow.
 *
 * @param tag a hashtag, normalised
 * @param terms all of them occur in the title or the body, whatever their case
 */
record PostSearch(
        @Nullable String region,
        @Nullable String category,
        @Nullable UUID placeId,
        @Nullable UUID authorId,
        @Nullable String tag,
        @Nullable MeetupFilter meetup,
        List<String> terms) {

    private static final int LONGEST_QUERY = 100;
    private static final int MOST_TERMS = 5;
    private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    PostSearch {
        terms = List.copyOf(terms);
    }

    static PostSearch of(
            @Nullable String region,
            @Nullable String category,
            @Nullable UUID placeId,
            @Nullable UUID author,
            @Nullable String tag,
            @Nullable String meetup,
            @Nullable String q) {
        DraftCheck check = new DraftCheck();
        check.require(region == null || RegionCode.isWellFormed(region), "region", "format");
        check.require(
                category == null || Category.find(category).isPresent(), "category", "unknown");
        String hashtag = tag == null ? null : Hashtag.normalised(tag).orElse(null);
        check.require(tag == null || hashtag != null, "tag", "format");
        MeetupFilter meetups = meetup == null ? null : MeetupFilter.find(meetup).orElse(null);
        check.require(meetup == null || meetups != null, "meetup", "one_of", MeetupFilter.NAMES);
        List<String> terms =
                q == null || DraftCheck.isBlank(q)
                        ? List.of()
                        : termsOf(check.line("q", q, LONGEST_QUERY));
        check.require(terms.size() <= MOST_TERMS, "q", "too_many_words", MOST_TERMS);
        check.done();
        return new PostSearch(region, category, placeId, author, hashtag, meetups, terms);
    }

    /**
     * Whether somebody looks at a board, where what is pinned comes first, and not for something.
     */
    boolean isBoard() {
        return terms.isEmpty() && tag == null && authorId == null && placeId == null;
    }

    /** Marks that take no room alone are nothing to look for. */
    private static List<String> termsOf(String query) {
        return BLANKS.splitAsStream(query).filter(term -> !DraftCheck.isBlank(term)).toList();
    }
}
