package io.maltan.user.account;

import io.maltan.platform.security.Caller;
import io.maltan.platform.web.ETags;
import io.maltan.platform.web.MergePatch;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/users")
class AccountController {

    private final Profiles profiles;
    private final MergePatch mergePatch;

    AccountController(Profiles profiles, MergePatch mergePatch) {
        this.profiles = profiles;
        this.mergePatch = mergePatch;
    }

    @GetMapping("/me")
    Mono<ResponseEntity<AccountView>> own(Caller caller) {
        return profiles.getOwn(caller.id()).map(AccountController::toAnswer);
    }

    @PatchMapping(
            path = "/me",
            consumes = {"application/merge-patch+json", MediaType.APPLICATION_JSON_VALUE})
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = ProfileDraft.class)))
    Mono<ResponseEntity<AccountView>> edit(
            Caller caller,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody JsonNode patch) {
        return profiles.edit(caller.id(), ifMatch, profile -> patched(profile, patch))
                .map(AccountController::toAnswer);
    }

    private Profile patched(Profile profile, JsonNode patch) {
        return mergePatch.apply(patch, ProfileDraft.of(profile)).toProfile();
    }

    private static ResponseEntity<AccountView> toAnswer(Account account) {
        return ResponseEntity.ok().eTag(ETags.of(account.version())).body(AccountView.of(account));
    }

    @GetMapping("/{id}")
    Mono<PublicProfile> publicProfile(@PathVariable UUID id) {
        return profiles.getPublic(id).map(PublicProfile::of);
    }

    record PublicProfile(UUID id, String displayName, Instant createdAt) {

        static PublicProfile of(Account account) {
            return new PublicProfile(
                    account.id(), account.profile().displayName(), account.createdAt());
        }
    }
}
