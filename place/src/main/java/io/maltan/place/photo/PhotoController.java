package io.maltan.place.photo;

import io.maltan.place.catalogue.PhotoLink;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/places")
class PhotoController {

    private final Photos photos;

    PhotoController(Photos photos) {
        this.photos = photos;
    }

    /** What clients send: one file, under any name. */
    record Upload(@Schema(type = "string", format = "binary") String photo) {}

    @Operation(
            summary = "Upload a photo of a place",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                            schema = @Schema(implementation = Upload.class))))
    @PostMapping(path = "/{placeId}/photos", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Mono<ResponseEntity<PhotoView>> addToPlace(
            @PathVariable UUID placeId,
            Caller uploader,
            @org.springframework.web.bind.annotation.RequestBody Flux<PartEvent> parts) {
        return photos.add(uploader, placeId, parts).map(PhotoController::toCreated);
    }

    @Operation(
            summary = "Upload a photo that a review or post will name within a day",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                            schema = @Schema(implementation = Upload.class))))
    @PostMapping(path = "/photos", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Mono<ResponseEntity<PhotoView>> add(
            Caller uploader,
            @org.springframework.web.bind.annotation.RequestBody Flux<PartEvent> parts) {
        return photos.add(uploader, null, parts).map(PhotoController::toCreated);
    }

    private static ResponseEntity<PhotoView> toCreated(Photo photo) {
        return ResponseEntity.created(URI.create(PhotoLink.PATH + photo.id()))
                .body(PhotoView.of(photo));
    }

    @GetMapping("/{placeId}/photos")
    Mono<Page<PhotoView>> ofPlace(@PathVariable UUID placeId, PageRequest page) {
        return photos.ofPlace(placeId, page).map(found -> found.map(PhotoView::of));
    }

    @Operation(summary = "The photo itself, as a JPEG that never changes")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.IMAGE_JPEG_VALUE))
    @GetMapping("/photos/{id}")
    Mono<Void> get(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "large") String size,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        PhotoSize wanted = PhotoSize.ofCode(size);
        return photos.get(id)
                .flatMap(photo ->
                        new PhotoAnswer(photo, wanted)
                                .writeTo(
                                        request,
                                        response,
                                        (from, length) ->
                                                photos.content(photo, wanted, from, length)));
    }

    @DeleteMapping("/photos/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> remove(@PathVariable UUID id, Caller remover) {
        return photos.remove(remover, id);
    }
}
