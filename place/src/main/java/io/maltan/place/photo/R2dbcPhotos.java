package io.maltan.place.photo;

import io.maltan.place.catalogue.PlaceRows;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Repository
class R2dbcPhotos {

    private static final String INSERT =
            """
            insert into photo (
                id, uploader_id, place_id, width, height, thumb_bytes, large_bytes, remove_after,
                created_at)
            values (:id, :uploader, :place, :width, :height, :thumb, :large, :until, :created)
            """;

    private static final String MAKE_READY =
            """
            update photo set ready = true,
                remove_after = case when place_id is null then remove_after end
            where id = :id
            """;

    private static final String FIND = "select * from photo where id = :id and ready";

    private static final String OF_PLACE =
            """
            select * from photo where place_id = :place and ready and id > :after
            order by id limit :limit
            """;

    private static final String OF_UPLOADER =
            "select * from photo where uploader_id = :uploader order by id";

    private static final String COUNT_UNNAMED =
            """
            select count(*) from photo where uploader_id = :uploader and remove_after is not null
            """;

    private static final String SENT_BEFORE =
            """
            select sent_at from photo_sent where uploader_id = :uploader
            order by sent_at desc offset :more limit 1
            """;

    private static final String NOTE_SENT =
            "insert into photo_sent (uploader_id, sent_at) values (:uploader, :now)";

    private static final String FORGET_SENT = "delete from photo_sent where sent_at < :before";

    private static final String FORGET_SENT_BY =
            "delete from photo_sent where uploader_id = :uploader";

    private static final String ALL_OF =
            "select photo_id from photo_use where kind = :kind and used_by = :by order by position";

    private static final String USED_BY_REVIEWS =
            """
            select used_by, photo_id from photo_use
            where kind = 'review' and used_by = any(:ids) order by position
            """;

    /** The photos are locked, so that none is named while it is being removed. */
    private static final String USE =
            """
            insert into photo_use (photo_id, kind, used_by, position)
            select photo.id, :kind, :by, wanted.position
            from unnest(:ids) with ordinality as wanted (id, position)
            join photo on photo.id = wanted.id and photo.uploader_id = :uploader and photo.ready
            order by photo.id
            for no key update of photo
            on conflict (kind, used_by, photo_id) do update set position = excluded.position
            """;

    private static final String KEEP_USED =
            """
            update photo set remove_after = null
            where id in (select photo_id from photo_use where kind = :kind and used_by = :by)
            """;

    private static final String DROP_OTHERS =
            """
            delete from photo_use
            where kind = :kind and used_by = :by and not photo_id = any(:ids)
            returning photo_id
            """;

    /** Before it is seen what names them: somebody may be naming one of them right now. */
    private static final String LOCK =
            "select id from photo where id = any(:ids) order by id for no key update";

    private static final String EXPIRE_UNUSED =
            """
            update photo set remove_after = :now
            where id = any(:ids) and place_id is null
                and not exists (select from photo_use where photo_id = photo.id)
            """;

    private static final String HIDE =
            "update photo set ready = false, remove_after = :now where id = :id";

    private static final String HIDE_EXPIRED =
            """
            update photo set ready = false
            where id = :id and remove_after <= :now
            returning id
            """;

    private static final String EXPIRED =
            """
            select * from photo where remove_after <= :now order by remove_after limit :limit
            """;

    private static final String DELETE = "delete from photo where id = :id";

    private static final String MOVE =
            "update photo set uploader_id = :to where uploader_id = :from";

    private static final String MOVE_SENT =
            "update photo_sent set uploader_id = :to where uploader_id = :from";

    private static final String MOVE_PLACE =
            "update photo set place_id = :to where place_id = :from";

    private static final String LOCK_OF_PLACE =
            "select id from photo where place_id = :place order by id for no key update";

    private static final String LEAVE_PLACE =
            """
            update photo set place_id = null,
                ready = ready and exists (select from photo_use where photo_id = photo.id),
                remove_after = case
                    when not exists (select from photo_use where photo_id = photo.id)
                    then :now::timestamptz end
            where place_id = :place
            """;

    private final DatabaseClient database;

    R2dbcPhotos(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> insert(Photo photo, Instant removeAfter) {
        return database.sql(INSERT)
                .bind("id", photo.id())
                .bind("uploader", photo.uploaderId())
                .bind("place", orNull(photo.placeId()))
                .bind("width", photo.width())
                .bind("height", photo.height())
                .bind("thumb", photo.thumbBytes())
                .bind("large", photo.largeBytes())
                .bind("until", removeAfter)
                .bind("created", photo.createdAt())
                .then();
    }

    private static Parameter orNull(@Nullable UUID id) {
        return id == null ? Parameters.in(UUID.class) : Parameters.in(id);
    }

    Mono<Void> makeReady(UUID id) {
        return database.sql(MAKE_READY).bind("id", id).then();
    }

    Mono<Photo> find(UUID id) {
        return database.sql(FIND).bind("id", id).map(R2dbcPhotos::toPhoto).one();
    }

    Flux<Photo> ofPlace(UUID placeId, @Nullable UUID after, int limit) {
        return database.sql(OF_PLACE)
                .bind("place", placeId)
                .bind("after", after == null ? new UUID(0, 0) : after)
                .bind("limit", limit)
                .map(R2dbcPhotos::toPhoto)
                .all();
    }

    Flux<Photo> ofUploader(UUID uploaderId) {
        return database.sql(OF_UPLOADER)
                .bind("uploader", uploaderId)
                .map(R2dbcPhotos::toPhoto)
                .all();
    }

    Mono<Long> countUnnamed(UUID uploaderId) {
        return count(database.sql(COUNT_UNNAMED).bind("uploader", uploaderId));
    }

    /** When the photo was sent after which a person has sent so many more; empty if none was. */
    Mono<Instant> sentBefore(UUID uploaderId, int more) {
        return database.sql(SENT_BEFORE)
                .bind("uploader", uploaderId)
                .bind("more", more)
                .map(row -> PlaceRows.required(row, "sent_at", Instant.class))
                .one();
    }

    /** Notes that a person has sent a file, whatever becomes of it. */
    Mono<Void> noteSent(UUID uploaderId, Instant now) {
        return database.sql(NOTE_SENT).bind("uploader", uploaderId).bind("now", now).then();
    }

    Mono<Void> forgetSent(Instant before) {
        return database.sql(FORGET_SENT).bind("before", before).then();
    }

    Mono<Void> forgetSentBy(UUID uploaderId) {
        return database.sql(FORGET_SENT_BY).bind("uploader", uploaderId).then();
    }

    private static Mono<Long> count(DatabaseClient.GenericExecuteSpec statement) {
        return statement.map(row -> PlaceRows.required(row, "count", Long.class)).one();
    }

    /** The photos that something names, in its order. */
    Flux<UUID> usedBy(PhotoUse use) {
        return named(database.sql(ALL_OF), use)
                .map(row -> PlaceRows.required(row, "photo_id", UUID.class))
                .all();
    }

    /** A photo and what names it. */
    record Named(UUID by, UUID photoId) {}

    /** The photos that reviews name, each review's in its order. */
    Flux<Named> usedByReviews(Collection<UUID> reviewIds) {
        return database.sql(USED_BY_REVIEWS)
                .bind("ids", array(reviewIds))
                .map(row ->
                        new Named(
                                PlaceRows.required(row, "used_by", UUID.class),
                                PlaceRows.required(row, "photo_id", UUID.class)))
                .all();
    }

    /**
     * Notes that something names these photos of one person; others' are left out. Tells how many
     * are named.
     */
    Mono<Long> use(PhotoUse use, UUID uploaderId, List<UUID> ids) {
        return named(database.sql(USE), use)
                .bind("uploader", uploaderId)
                .bind("ids", array(ids))
                .fetch()
                .rowsUpdated()
                .delayUntil(used -> named(database.sql(KEEP_USED), use).then());
    }

    /**
     * Notes that something names none but these; what nothing names any more is due for removal.
     */
    Mono<Void> dropOthers(PhotoUse use, Collection<UUID> ids, Instant now) {
        return named(database.sql(DROP_OTHERS), use)
                .bind("ids", array(ids))
                .map(row -> PlaceRows.required(row, "photo_id", UUID.class))
                .all()
                .collectList()
                .flatMap(dropped -> expireUnused(dropped, now));
    }

    private Mono<Void> expireUnused(List<UUID> ids, Instant now) {
        return ids.isEmpty()
                ? Mono.empty()
                : database.sql(LOCK)
                        .bind("ids", array(ids))
                        .then()
                        .then(
                                database.sql(EXPIRE_UNUSED)
                                        .bind("ids", array(ids))
                                        .bind("now", now)
                                        .then());
    }

    private static DatabaseClient.GenericExecuteSpec named(
            DatabaseClient.GenericExecuteSpec statement, PhotoUse use) {
        return statement.bind("kind", use.kind()).bind("by", use.by());
    }

    private static UUID[] array(Collection<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }

    /** Takes a photo out of sight; what is left of it is removed next. */
    Mono<Void> hide(UUID id, Instant now) {
        return database.sql(HIDE).bind("id", id).bind("now", now).then();
    }

    /** The same, if the photo is still due for removal; tells whether it was. */
    Mono<Boolean> hideExpired(UUID id, Instant now) {
        return database.sql(HIDE_EXPIRED)
                .bind("id", id)
                .bind("now", now)
                .map(row -> PlaceRows.required(row, "id", UUID.class))
                .one()
                .hasElement();
    }

    Flux<Photo> expired(Instant now, int limit) {
        return database.sql(EXPIRED)
                .bind("now", now)
                .bind("limit", limit)
                .map(R2dbcPhotos::toPhoto)
                .all();
    }

    Mono<Void> delete(UUID id) {
        return database.sql(DELETE).bind("id", id).then();
    }

    Mono<Void> move(UUID from, UUID to) {
        return database.sql(MOVE)
                .bind("from", from)
                .bind("to", to)
                .then()
                .then(database.sql(MOVE_SENT).bind("from", from).bind("to", to).then());
    }

    /** Tells how many photos went over. */
    Mono<Long> movePlace(UUID from, UUID to) {
        return database.sql(MOVE_PLACE).bind("from", from).bind("to", to).fetch().rowsUpdated();
    }

    /** Takes out of sight what is of a place alone; what something else names stays. */
    Mono<Void> leavePlace(UUID placeId, Instant now) {
        return database.sql(LOCK_OF_PLACE)
                .bind("place", placeId)
                .then()
                .then(database.sql(LEAVE_PLACE).bind("place", placeId).bind("now", now).then());
    }

    private static Photo toPhoto(Readable row) {
        return new Photo(
                PlaceRows.required(row, "id", UUID.class),
                PlaceRows.required(row, "uploader_id", UUID.class),
                row.get("place_id", UUID.class),
                PlaceRows.required(row, "width", Integer.class),
                PlaceRows.required(row, "height", Integer.class),
                PlaceRows.required(row, "thumb_bytes", Integer.class),
                PlaceRows.required(row, "large_bytes", Integer.class),
                PlaceRows.required(row, "created_at", Instant.class));
    }
}
