package io.maltan.community.post;

import io.maltan.community.text.DraftCheck;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A post as its author sends it; also what a merge patch applies to. */
record PostDraft(
        @Nullable String title,
        @Nullable String body,
        @Nullable String category,
        @Nullable String region,
        @Nullable UUID placeId,
        @Nullable List<JsonNode> photos,
        @Nullable JsonNode meetup) {

    static PostDraft of(PostContent content) {
        return new PostDraft(
                content.title(),
                content.body(),
                content.category().code(),
                content.region(),
                content.placeId(),
                null,
                null);
    }

    /** The content, or {@code validation_failed} with everything that is wrong. */
    PostContent toContent() {
        DraftCheck check = new DraftCheck();
        String line = check.line("title", title, PostContent.LONGEST_TITLE);
        String text = check.lines("body", body, PostContent.LONGEST_BODY);
        check.require(region == null || RegionCode.isWellFormed(region), "region", "format");
        check.require(photos == null || photos.isEmpty(), "photos", "not_offered");
        check.require(meetup == null || meetup.isNull(), "meetup", "not_offered");
        Category subject = checkedCategory(check);
        check.done();
        return new PostContent(line, text, subject, region, placeId);
    }

    private Category checkedCategory(DraftCheck check) {
        check.require(category != null, "category", "required");
        check.require(!Category.MEETUP.code().equals(category), "category", "not_offered");
        check.require(
                category == null || Category.find(category).isPresent(),
                "category",
                "one_of",
                "free, question, info, review");
        return Category.find(category).orElse(Category.FREE);
    }
}
