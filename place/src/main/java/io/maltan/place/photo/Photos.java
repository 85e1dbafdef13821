package io.maltan.place.photo;

import io.maltan.place.catalogue.PhotoLink;
import io.maltan.place.catalogue.PlaceCatalogue;
import io.maltan.place.catalogue.PlaceNotFound;
import io.maltan.place.catalogue.Places;
import io.maltan.platform.id.Ids;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.problem.Conflict;
import io.maltan.platform.problem.Forbidden;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.problem.NotFound;
import io.maltan.platform.problem.TooMany;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes photos in, shows and removes them, and keeps what places, reviews and posts name. */
@Service
public class Photos {

    private static final int MOST_A_REVIEW = 10;
    private static final Duration A_DAY = Duration.ofDays(1);

    private final R2dbcPhotos photos;
    private final PhotoUploads uploads;
    private final PhotoRenderer renderer;
    private final PhotoFiles files;
    private final Places places;
    private final PlaceCatalogue catalogue;
    private final TransactionalOperator transactional;
    private final PhotoProperties properties;
    private final Clock clock = Clock.systemUTC();

    Photos(
            R2dbcPhotos photos,
            PhotoUploads uploads,
            PhotoRenderer renderer,
            PhotoFiles files,
            Places places,
            PlaceCatalogue catalogue,
            TransactionalOperator transactional,
            PhotoProperties properties) {
        this.photos = photos;
        this.uploads = uploads;
        this.renderer = renderer;
        this.files = files;
        this.places = places;
        this.catalogue = catalogue;
        this.transactional = transactional;
        this.properties = properties;
    }

    /** Takes a photo for a place, or for what will name it within a day. */
    Mono<Photo> add(Caller uploader, @Nullable UUID placeId, Flux<PartEvent> parts) {
        return requirePlace(placeId)
                .then(Mono.defer(() -> requireFewUnnamed(uploader)))
                .then(Mono.defer(() -> requireFewOfLate(uploader)))
                .then(uploads.with(parts, file -> render(uploader, file)))
                .flatMap(rendered -> keep(uploader, placeId, rendered));
    }

    private Mono<Void> requirePlace(@Nullable UUID placeId) {
        return placeId == null
                ? Mono.empty()
                : places.find(placeId)
                        .switchIfEmpty(Mono.error(() -> new PlaceNotFound(placeId)))
                        .then();
    }

    private Mono<Void> requireFewUnnamed(Caller uploader) {
        return photos.countUnnamed(uploader.id())
                .flatMap(waiting ->
                        waiting >= properties.mostUnnamed()
                                ? Mono.error(() -> new Conflict("too_many_unnamed_photos", waiting))
                                : Mono.empty());
    }

    private Mono<Void> requireFewOfLate(Caller uploader) {
        Instant now = clock.instant();
        return photos.sentBefore(uploader.id(), properties.mostADay() - 1)
                .map(sent -> Duration.between(now, sent.plus(A_DAY)))
                .filter(Duration::isPositive)
                .flatMap(rest ->
                        Mono.error(
                                () -> new TooMany("too_many_photos", rest, properties.mostADay())));
    }

    /** What turns out to be no photo takes time too, and so it counts. */
    private Mono<PhotoRenderer.Rendered> render(Caller uploader, Path file) {
        return photos.noteSent(uploader.id(), clock.instant())
                .then(renderer.render(uploader.id(), file));
    }

    /** The row comes first and is shown last, so that no file is ever without a row. */
    private Mono<Photo> keep(
            Caller uploader, @Nullable UUID placeId, PhotoRenderer.Rendered rendered) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Photo photo =
                new Photo(
                        Ids.next(),
                        uploader.id(),
                        placeId,
                        rendered.width(),
                        rendered.height(),
                        rendered.thumb().length(),
                        rendered.large().length(),
                        now);
        return photos.insert(photo, now.plus(properties.keepUnnamed()))
                .then(files.write(photo.id(), rendered))
                .then(Mono.defer(() -> show(photo)))
                .thenReturn(photo);
    }

    private Mono<Void> show(Photo photo) {
        return lockPlace(photo)
                .then(photos.makeReady(photo.id()))
                .then(listAgain(photo))
                .as(transactional::transactional);
    }

    /** The list of a place is made anew under its row's lock, or two changes would lose one. */
    private Mono<Void> lockPlace(Photo photo) {
        UUID placeId = photo.placeId();
        return placeId == null
                ? Mono.empty()
                : places.findToChange(placeId)
                        .switchIfEmpty(Mono.error(() -> new PlaceNotFound(placeId)))
                        .then();
    }

    private Mono<Void> listAgain(Photo photo) {
        return photo.placeId() == null ? Mono.empty() : catalogue.listPhotos(photo.placeId());
    }

    /** A photo that is shown. */
    Mono<Photo> get(UUID id) {
        return photos.find(id).switchIfEmpty(Mono.error(() -> notFound(id)));
    }

    private static NotFound notFound(UUID id) {
        return new NotFound("photo_not_found", id.toString());
    }

    Flux<DataBuffer> content(Photo photo, PhotoSize size, long from, long length) {
        return files.read(photo.id(), size, from, length);
    }

    Mono<Page<Photo>> ofPlace(UUID placeId, PageRequest page) {
        Cursor cursor = page.cursor();
        return requirePlace(placeId)
                .thenMany(
                        photos.ofPlace(
                                placeId,
                                cursor == null ? null : cursor.uuid(0),
                                page.limitPlusOne()))
                .collectList()
                .map(read -> Page.of(read, page.limit(), photo -> Cursor.of(photo.id())));
    }

    Mono<Void> remove(Caller remover, UUID id) {
        return photos.find(id)
                .switchIfEmpty(Mono.error(() -> notFound(id)))
                .doOnNext(photo -> requireOwnerOrModerator(remover, photo))
                .flatMap(photo -> hide(photo).then(removeFiles(photo)));
    }

    private static void requireOwnerOrModerator(Caller remover, Photo photo) {
        if (!remover.id().equals(photo.uploaderId()) && !remover.has(Role.MODERATOR)) {
            throw new Forbidden("not_your_photo");
        }
    }

    private Mono<Void> hide(Photo photo) {
        return lockIfPresent(photo)
                .then(photos.hide(photo.id(), clock.instant()))
                .then(listAgain(photo))
                .as(transactional::transactional);
    }

    private Mono<Void> removeFiles(Photo photo) {
        return files.delete(photo.id()).then(photos.delete(photo.id()));
    }

    /** Removes for good what nothing names; files first, so that what fails is found again. */
    Mono<Void> sweep(int most) {
        return photos.expired(clock.instant(), most)
                .concatMap(this::removeIfStillDue)
                .then(Mono.defer(() -> photos.forgetSent(clock.instant().minus(A_DAY))));
    }

    /** What has been named since it was found to be due is kept. */
    Mono<Void> removeIfStillDue(Photo photo) {
        return lockIfPresent(photo)
                .then(photos.hideExpired(photo.id(), clock.instant()))
                .delayUntil(hidden -> hidden ? listAgain(photo) : Mono.empty())
                .as(transactional::transactional)
                .flatMap(hidden -> hidden ? removeFiles(photo) : Mono.empty());
    }

    /**
     * Notes which photos something of one person names; what it named before and nothing names now
     * goes. Within the caller's transaction.
     *
     * @throws Invalid where one of them is not a photo of that person
     */
    public Mono<Void> nameStrictly(PhotoUse use, UUID uploaderId, List<UUID> ids) {
        if (ids.size() > MOST_A_REVIEW) {
            return Mono.error(() -> Invalid.field("photos", "max", MOST_A_REVIEW));
        }
        List<UUID> wanted = ids.stream().distinct().toList();
        return use(use, uploaderId, wanted)
                .flatMap(used ->
                        used == wanted.size()
                                ? Mono.empty()
                                : Mono.error(() -> Invalid.field("photos", "unknown")));
    }

    /** The same, leaving out what is not a photo of that person. */
    Mono<Void> name(PhotoUse use, UUID uploaderId, List<UUID> ids) {
        return use(use, uploaderId, ids).then();
    }

    private Mono<Long> use(PhotoUse use, UUID uploaderId, List<UUID> ids) {
        return photos.dropOthers(use, ids, clock.instant())
                .then(ids.isEmpty() ? Mono.just(0L) : photos.use(use, uploaderId, ids));
    }

    /** The photos that something names, in its order. */
    public Mono<List<PhotoLink>> namedBy(PhotoUse use) {
        return photos.usedBy(use).map(PhotoLink::of).collectList();
    }

    /** The photos that reviews name, by the reviews' ids. */
    public Mono<Map<UUID, List<PhotoLink>>> namedByReviews(Collection<UUID> reviewIds) {
        return reviewIds.isEmpty()
                ? Mono.just(Map.of())
                : photos.usedByReviews(reviewIds)
                        .collect(
                                Collectors.groupingBy(
                                        R2dbcPhotos.Named::by,
                                        Collectors.mapping(
                                                named -> PhotoLink.of(named.photoId()),
                                                Collectors.toList())));
    }

    /** Something that named photos is gone. */
    public Mono<Void> forget(PhotoUse use) {
        return photos.dropOthers(use, List.of(), clock.instant());
    }

    Flux<Photo> ofUploader(UUID uploaderId) {
        return photos.ofUploader(uploaderId);
    }

    /** Removes all photos of a person, within the caller's transaction. */
    Mono<Void> removeAllOf(UUID uploaderId) {
        return photos.ofUploader(uploaderId)
                .concatMap(photo ->
                        lockIfPresent(photo)
                                .then(files.delete(photo.id()))
                                .then(photos.delete(photo.id()))
                                .then(listAgain(photo)))
                .then(Mono.defer(() -> photos.forgetSentBy(uploaderId)));
    }

    private Mono<Void> lockIfPresent(Photo photo) {
        return photo.placeId() == null ? Mono.empty() : places.findToChange(photo.placeId()).then();
    }

    /** Gives a place's photos to another, under the locks of both. */
    Mono<Void> movePlace(UUID from, UUID to) {
        return photos.movePlace(from, to)
                .flatMap(moved -> moved == 0 ? Mono.empty() : catalogue.listPhotos(to));
    }

    /** Photos of a place that is removed go with it, within the caller's transaction. */
    Mono<Void> leavePlace(UUID placeId) {
        return photos.leavePlace(placeId, clock.instant());
    }

    Mono<Void> move(UUID from, UUID to) {
        return photos.move(from, to);
    }
}
