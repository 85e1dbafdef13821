package io.maltan.community.comment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommentTests {

    private final UUID person = UUID.randomUUID();

    @Test
    void aReplyStandsBelowWhatItAnswers() {
        Comment comment = Comment.onPost(UUID.randomUUID(), person, "first");
        Comment reply = comment.repliedBy(person, "second");

        assertThat(comment.depth()).isZero();
        assertThat(comment.parentId()).isNull();
        assertThat(reply.depth()).isEqualTo(1);
        assertThat(reply.parentId()).isEqualTo(comment.id());
        assertThat(reply.rootId()).isEqualTo(comment.id());
        assertThat(reply.postId()).isEqualTo(comment.postId());
    }

    @Test
    void editsCount() {
        Comment comment = Comment.onPost(UUID.randomUUID(), person, "first").edited("better");

        assertThat(comment.version()).isEqualTo(2);
        assertThat(comment.editedAt()).isNotNull();
    }
}
