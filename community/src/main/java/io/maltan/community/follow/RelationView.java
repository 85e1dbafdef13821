package io.maltan.community.follow;

import io.maltan.community.member.Author;
import io.maltan.platform.page.Cursor;
import java.time.Instant;

/** Somebody to whom a person has a relation. */
record RelationView(Author user, Instant since) {

    Cursor cursor() {
        return Cursor.of(since, user.id());
    }
}
