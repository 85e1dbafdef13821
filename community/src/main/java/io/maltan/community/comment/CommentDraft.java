package io.maltan.community.comment;

import io.maltan.community.text.DraftCheck;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A comment as its author sends it. */
record CommentDraft(
        @Schema(description = "As the body of a post, at most 10,000 characters.")
                @Nullable String body,
        @Nullable UUID parentId) {

    /** The text, or {@code validation_failed}. */
    String checkedBody() {
        DraftCheck check = new DraftCheck();
        String text = check.lines("body", body, Comment.LONGEST_BODY);
        check.done();
        return text;
    }

    /** The part of a comment that can be edited. */
    record Edit(@Nullable String body) {

        String checkedBody() {
            return new CommentDraft(body, null).checkedBody();
        }
    }
}
