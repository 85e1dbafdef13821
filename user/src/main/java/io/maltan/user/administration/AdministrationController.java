package io.maltan.user.administration;

import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.security.WithRole;
import io.maltan.platform.web.ETags;
import io.maltan.platform.web.MergePatch;
import io.maltan.user.account.Account;
import io.maltan.user.account.AccountView;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/admin/users")
class AdministrationController {

    private final Administration administration;
    private final MergePatch mergePatch;

    AdministrationController(Administration administration, MergePatch mergePatch) {
        this.administration = administration;
        this.mergePatch = mergePatch;
    }

    @GetMapping
    Mono<Page<AdministeredUser>> search(
            @WithRole(Role.ADMIN) Caller administrator,
            @RequestParam(required = false) @Nullable String q,
            PageRequest page) {
        return administration.search(q, page).map(found -> found.map(AdministeredUser::of));
    }

    @GetMapping("/{id}")
    Mono<ResponseEntity<AdministeredUser>> one(
            @WithRole(Role.ADMIN) Caller administrator, @PathVariable UUID id) {
        return administration.get(id).map(AdministrationController::toAnswer);
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {"application/merge-patch+json", MediaType.APPLICATION_JSON_VALUE})
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = Rights.class)))
    Mono<ResponseEntity<AdministeredUser>> change(
            @WithRole(Role.ADMIN) Caller administrator,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody JsonNode patch) {
        return administration
                .change(id, ifMatch, rights -> mergePatch.apply(patch, rights))
                .map(AdministrationController::toAnswer);
    }

    private static ResponseEntity<AdministeredUser> toAnswer(Account account) {
        return ResponseEntity.ok()
                .eTag(ETags.of(account.version()))
                .body(AdministeredUser.of(account));
    }

    record AdministeredUser(
            UUID id,
            @Nullable String email,
            String displayName,
            String language,
            List<String> roles,
            boolean disabled,
            Instant createdAt) {

        static AdministeredUser of(Account account) {
            AccountView view = AccountView.of(account);
            return new AdministeredUser(
                    view.id(),
                    view.email(),
                    view.displayName(),
                    view.language(),
                    view.roles(),
                    account.disabled(),
                    view.createdAt());
        }
    }
}
