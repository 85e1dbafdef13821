package io.maltan.community.comment;

import static io.maltan.community.sql.Columns.required;

import io.maltan.community.follow.AuthorVisibility;
import io.maltan.community.follow.ContentVisibility;
import io.maltan.community.member.Author;
import io.maltan.community.member.Viewer;
import io.maltan.community.vote.Tally;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.problem.Invalid;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Threads as they are read.
 *
 * <p>A page costs what is on it, however long the discussion: the threads that it can touch are
 * picked from an index in the order asked for, and of each as many comments as the page can take
 * from an index in the order of reading.
 */
@Repository
class R2dbcThreads {

    private static final String COLUMNS =
            """
            select c.id, c.post_id, c.parent_id, c.depth, c.author_id, m.display_name, c.body, c.body_html,
                   c.up_count, c.down_count, coalesce(v.value, 0) as mine, c.version, c.created_at, c.edited_at,
                   c.root_id, c.root_score, c.hidden_at is not null as moderated, c.removed_at is not null or not
            """
                    + ContentVisibility.of("c")
                    + " as hidden";
    private static final String JOINS =
            """
              left join member m on m.id = c.author_id
              left join comment_vote v on v.comment_id = c.id and v.voter_id = :viewer
            """;
    private static final String PAGE =
            COLUMNS
                    + """
                      from (
                        select below.*, roots.score as root_score
                          from (
                            select r.id, r.score from comment r
                             where r.post_id = :post and r.parent_id is null and {root_listed} {from_root}
                             order by {root_order} limit :roots) roots
                         cross join lateral (
                            select b.* from comment b
                             where b.root_id = roots.id and {below_listed} {after_last}
                             order by b.path limit :limit) below
                         order by {page_order} limit :limit) c
                    """
                    + JOINS
                    + " order by {final_order}";
    private static final String ONE =
            COLUMNS
                    + """
                      from (select *, score as root_score from comment where id = :id) c
                      join post p on p.id = c.post_id and
                    """
                    + ContentVisibility.of("p")
                    + JOINS;
    private static final String AFTER_LAST =
            "and (b.root_id <> :lastRoot or b.path > (select path from comment where id = :last))";

    private final DatabaseClient database;

    R2dbcThreads(DatabaseClient database) {
        this.database = database;
    }

    Mono<Page<CommentView>> list(UUID postId, ThreadOrder order, Viewer viewer, PageRequest page) {
        Cursor cursor = page.cursor();
        GenericExecuteSpec statement =
                database.sql(Roots.of(order).statement(cursor != null))
                        .bind("post", postId)
                        .bind("roots", page.limitPlusOne() + 1)
                        .bind("limit", page.limitPlusOne());
        return AuthorVisibility.bind(
                        cursor == null ? statement : bindCursor(statement, order, cursor), viewer)
                .map(row -> toListed(row, viewer))
                .all()
                .collectList()
                .map(read ->
                        Page.of(read, page.limit(), last -> last.cursor(order))
                                .map(Listed::comment));
    }

    /** A comment below a post that the viewer may see, with what they may see of it. */
    Mono<CommentView> find(UUID id, Viewer viewer) {
        return AuthorVisibility.bind(database.sql(ONE).bind("id", id), viewer)
                .map(row -> toListed(row, viewer).comment())
                .one();
    }

    private static GenericExecuteSpec bindCursor(
            GenericExecuteSpec statement, ThreadOrder order, Cursor cursor) {
        if (!cursor.text(0).equals(order.name())) {
            throw new Invalid("invalid_cursor");
        }
        GenericExecuteSpec bound =
                statement.bind("lastRoot", cursor.uuid(2)).bind("last", cursor.uuid(3));
        return order == ThreadOrder.TOP ? bound.bind("lastScore", cursor.number(1)) : bound;
    }

    private static Listed toListed(Readable row, Viewer viewer) {
        CommentView view =
                new CommentView(
                        required(row, "id", UUID.class),
                        required(row, "post_id", UUID.class),
                        row.get("parent_id", UUID.class),
                        required(row, "depth", Integer.class),
                        Author.of(
                                required(row, "author_id", UUID.class),
                                row.get("display_name", String.class)),
                        required(row, "body", String.class),
                        required(row, "body_html", String.class),
                        new Tally(
                                required(row, "up_count", Integer.class),
                                required(row, "down_count", Integer.class),
                                viewer.id() == null ? null : required(row, "mine", Integer.class)),
                        required(row, "version", Long.class),
                        required(row, "created_at", Instant.class),
                        row.get("edited_at", Instant.class),
                        null,
                        required(row, "moderated", Boolean.class) ? true : null);
        boolean hidden = required(row, "hidden", Boolean.class);
        return new Listed(
                hidden ? view.asTombstone() : view,
                required(row, "root_id", UUID.class),
                required(row, "root_score", Integer.class));
    }

    private record Listed(CommentView comment, UUID rootId, int rootScore) {

        Cursor cursor(ThreadOrder order) {
            return Cursor.of(order.name(), rootScore, rootId, comment.id());
        }
    }

    /** The statement of each order. */
    private enum Roots {
        OLD("{id}", "and r.id >= :lastRoot"),
        NEW("{id} desc", "and r.id <= :lastRoot"),
        TOP("{score} desc, {id} desc", "and (r.score, r.id) <= (:lastScore, :lastRoot)");

        private final String first;
        private final String next;

        Roots(String order, String from) {
            String page =
                    PAGE.replace("{root_listed}", listed("r"))
                            .replace("{below_listed}", listed("b"))
                            .replace("{root_order}", keys(order, "r.score", "r.id"))
                            .replace(
                                    "{page_order}",
                                    keys(order, "roots.score", "roots.id") + ", below.path")
                            .replace(
                                    "{final_order}",
                                    keys(order, "c.root_score", "c.root_id") + ", c.path");
            this.first = page.replace("{from_root}", "").replace("{after_last}", "");
            this.next = page.replace("{from_root}", from).replace("{after_last}", AFTER_LAST);
        }

        static Roots of(ThreadOrder order) {
            return valueOf(order.name());
        }

        String statement(boolean continued) {
            return continued ? next : first;
        }

        private static String keys(String order, String score, String id) {
            return order.replace("{score}", score).replace("{id}", id);
        }

        /** What is hidden keeps its place while there are replies to it. */
        private static String listed(String alias) {
            return "((%1$s.removed_at is null and %2$s) or %1$s.reply_count > 0)"
                    .formatted(alias, ContentVisibility.of(alias));
        }
    }
}
