package io.maltan.place.bookmark;

import io.maltan.place.member.PersonReferences;
import io.maltan.platform.person.PersonalData;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The places that a person keeps. */
@Component
class BookmarksOfPeople implements PersonalData, PersonReferences {

    private final R2dbcBookmarks bookmarks;

    BookmarksOfPeople(R2dbcBookmarks bookmarks) {
        this.bookmarks = bookmarks;
    }

    @Override
    public String section() {
        return "bookmarks";
    }

    @Override
    public Flux<?> export(UUID person) {
        return bookmarks.ofPerson(person);
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return bookmarks.forget(person);
    }

    @Override
    public Mono<Void> move(UUID guest, UUID account) {
        return bookmarks.movePerson(guest, account);
    }
}
