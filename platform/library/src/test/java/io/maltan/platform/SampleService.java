package io.maltan.platform;

import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.problem.NotFound;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.security.WithRole;
import io.maltan.platform.web.MergePatch;
import io.r2dbc.spi.R2dbcRollbackException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.ConnectException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;

/** A service as small as can be that uses every convention of the platform. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(SampleService.SampleController.class)
class SampleService {

    /** Ends the work on all slow things. */
    static final Sinks.Empty<Void> SLOW_WORK = Sinks.empty();

    record Thing(@NotBlank @Size(max = 10) String name, int size) {}

    record Spot(
            @NotNull @DecimalMin("-90") @DecimalMax("90") Double lat,
            @NotNull @DecimalMin("-180") @DecimalMax("180") Double lon) {}

    record Made(int number) {}

    static final class ThingNotFound extends NotFound {
        ThingNotFound(String id) {
            super("not_found", id);
        }
    }

    @RestController
    static class SampleController {

        private final AtomicInteger made = new AtomicInteger();
        private final MergePatch mergePatch;

        SampleController(MergePatch mergePatch) {
            this.mergePatch = mergePatch;
        }

        @GetMapping("/things/{id}")
        Mono<Thing> get(@PathVariable String id) {
            return Mono.error(() -> new ThingNotFound(id));
        }

        @GetMapping("/things")
        Page<Integer> list(PageRequest page) {
            int from = page.cursor() == null ? 0 : (int) page.cursor().number(0) + 1;
            List<Integer> read =
                    IntStream.range(from, Math.min(45, from + page.limitPlusOne()))
                            .boxed()
                            .toList();
            return Page.of(read, page.limit(), Cursor::of);
        }

        @PostMapping("/things")
        @ResponseStatus(HttpStatus.CREATED)
        Made make(Caller caller, @Valid @RequestBody Thing thing) {
            return new Made(made.incrementAndGet());
        }

        @PostMapping("/slow-things")
        @ResponseStatus(HttpStatus.CREATED)
        Mono<Made> makeSlowly(Caller caller) {
            return SLOW_WORK
                    .asMono()
                    .then(Mono.fromSupplier(() -> make(caller, new Thing("a", 1))));
        }

        @PostMapping(path = "/photos", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
        @ResponseStatus(HttpStatus.CREATED)
        Mono<Made> upload(Caller caller, @RequestBody Flux<PartEvent> parts) {
            return parts.doOnNext(part -> DataBufferUtils.release(part.content()))
                    .then(Mono.fromSupplier(() -> make(caller, new Thing("photo", 1))));
        }

        @PatchMapping("/things/{id}")
        Thing edit(Caller caller, @RequestBody JsonNode patch) {
            return mergePatch.apply(patch, new Thing("chair", 3));
        }

        @PostMapping("/guests")
        String guest(@WithRole(Role.GUEST) Caller caller) {
            return "guest";
        }

        @PostMapping("/admin")
        String administer(@WithRole(Role.ADMIN) Caller caller) {
            return "admin";
        }

        @GetMapping("/me")
        String me(Optional<Caller> caller) {
            return caller.map(known -> known.id().toString()).orElse("nobody");
        }

        @GetMapping("/spot")
        Spot spot(@Valid @ModelAttribute Spot spot) {
            return spot;
        }

        @GetMapping("/by-id/{id}")
        String byId(@PathVariable UUID id) {
            return id.toString();
        }

        @GetMapping("/broken")
        Mono<String> broken() {
            return Mono.error(new IllegalStateException("select * from secrets"));
        }

        @GetMapping("/away")
        Mono<String> away() {
            return Mono.error(new ConnectException("10.0.0.7 refused"));
        }

        @GetMapping("/full")
        Mono<String> full() {
            return Mono.error(new RejectedExecutionException("the queue is full"));
        }

        @GetMapping("/gave-way")
        Mono<String> gaveWay() {
            return Mono.error(
                    new PessimisticLockingFailureException(
                            "update place", new R2dbcRollbackException("deadlock", "40P01")));
        }

        @GetMapping("/hangs")
        Mono<String> hangs() {
            return Mono.never();
        }

        @GetMapping("/internal/secret")
        String secret() {
            return "secret";
        }
    }
}
