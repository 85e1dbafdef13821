package io.maltan.community.post;

import io.maltan.community.text.DraftCheck;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A post as its author sends it; also what a merge patch applies to. */
record PostDraft(
        @Nullable String title,
        @Schema(
                        description =
                                "A subset of Markdown. @[name](user:id), or @name where one person alone has it, speaks to"
                                        + " somebody; #tag is a hashtag.")
                @Nullable String body,
        @Nullable String category,
        @Nullable String region,
        @Nullable UUID placeId,
        @Nullable List<@Nullable UUID> photos,
        @Nullable MeetupDraft meetup) {

    static PostDraft of(PostContent content, @Nullable MeetupPlan meetup) {
        return new PostDraft(
                content.title(),
                content.body(),
                content.category().code(),
                content.region(),
                content.placeId(),
                List.copyOf(content.photos()),
                meetup == null ? null : MeetupDraft.of(meetup));
    }

    /** The content, or {@code validation_failed} with everything that is wrong. */
    PostContent toContent() {
        DraftCheck check = new DraftCheck();
        String line = check.line("title", title, PostContent.LONGEST_TITLE);
        String text = check.lines("body", body, PostContent.LONGEST_BODY);
        check.require(region == null || RegionCode.isWellFormed(region), "region", "format");
        List<UUID> pictures = checkedPhotos(check);
        Category subject = checkedCategory(check);
        requireMeetupWhereOneIs(check, subject);
        check.done();
        return new PostContent(line, text, subject, region, placeId, pictures);
    }

    private List<UUID> checkedPhotos(DraftCheck check) {
        if (photos == null) {
            return List.of();
        }
        List<UUID> named = photos.stream().filter(Objects::nonNull).toList();
        check.require(named.size() == photos.size(), "photos", "required");
        check.require(
                photos.size() <= PostContent.MOST_PHOTOS,
                "photos",
                "size",
                0,
                PostContent.MOST_PHOTOS);
        check.require(Set.copyOf(named).size() == named.size(), "photos", "repeated");
        return named;
    }

    /**
     * The plan of the meetup, where it is one.
     *
     * @param former what it was before an edit
     */
    @Nullable MeetupPlan toPlan(@Nullable MeetupPlan former) {
        if (meetup == null) {
            return null;
        }
        DraftCheck check = new DraftCheck();
        MeetupPlan plan = meetup.checked(check, former, Instant.now());
        check.done();
        return plan;
    }

    private void requireMeetupWhereOneIs(DraftCheck check, Category subject) {
        boolean planned = meetup != null;
        check.require(planned || subject != Category.MEETUP, "meetup", "required");
        check.require(!planned || subject == Category.MEETUP, "meetup", "only_for_meetups");
    }

    private Category checkedCategory(DraftCheck check) {
        check.require(category != null, "category", "required");
        check.require(
                category == null || Category.find(category).isPresent(),
                "category",
                "one_of",
                "free, question, info, meetup, review");
        return Category.find(category).orElse(Category.FREE);
    }
}
