package io.maltan.community.post;

import io.maltan.platform.id.Ids;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.web.Rehearsal;
import java.time.Instant;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a post and takes it back before anybody sees it. What a first post loads (Markdown, the
 * sanitizer, the statements) took it past its time limit on a busy machine.
 */
@Component
final class PostRehearsal implements Rehearsal {

    private static final String DRAFT =
            """
            {"title": "A first post", "body": "With **all** that #texts may have, @nobody and [a link](https://example.org).",
             "category": "free", "region": "11"}
            """;

    private final PostBoard board;
    private final JsonMapper json;
    private final TransactionalOperator transactional;

    PostRehearsal(PostBoard board, JsonMapper json, TransactionalOperator transactional) {
        this.board = board;
        this.json = json;
        this.transactional = transactional;
    }

    @Override
    public Mono<Void> rehearse() {
        return transactional
                .execute(transaction -> {
                    transaction.setRollbackOnly();
                    return board.publish(json.readValue(DRAFT, PostDraft.class), nobody());
                })
                .then();
    }

    private static Caller nobody() {
        return new Caller(Ids.next(), Ids.next(), Set.of(Role.USER), Set.of(), Instant.MAX);
    }
}
