package io.maltan.place.correction;

import io.maltan.place.catalogue.PlaceStatus;
import io.maltan.platform.hours.OpeningHours;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.web.MergePatch;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads proposals, and turns them into changes of places. */
@Component
class Proposals {

    private final MergePatch mergePatch;
    private final JsonMapper json;

    Proposals(MergePatch mergePatch, JsonMapper json) {
        this.mergePatch = mergePatch;
        this.json = json;
    }

    /** Reads what a client proposes; nothing where it is absent. */
    Proposal read(CorrectionKind kind, @Nullable JsonNode proposed) {
        if (proposed == null || proposed.isNull()) {
            return Proposal.NOTHING;
        }
        JsonNode members = proposed.isString() ? named(kind, proposed) : proposed;
        return requireSense(mergePatch.apply(members, Proposal.NOTHING));
    }

    private ObjectNode named(CorrectionKind kind, JsonNode text) {
        String member =
                switch (kind) {
                    case WRONG_HOURS -> "openingHours";
                    case WRONG_NAME -> "name";
                    case DUPLICATE -> "placeId";
                    case CLOSED -> "status";
                    case MOVED -> "address";
                };
        return json.createObjectNode().set(member, text);
    }

    private static Proposal requireSense(Proposal proposal) {
        String hours = proposal.openingHours();
        if (hours != null && OpeningHours.parse(hours).isEmpty()) {
            throw Invalid.field("openingHours", "format");
        }
        if ((proposal.lat() == null) != (proposal.lon() == null)) {
            throw Invalid.field(proposal.lat() == null ? "lat" : "lon", "required");
        }
        if (proposal.status() == PlaceStatus.OPEN) {
            throw Invalid.field("status", "unknown");
        }
        return proposal;
    }

    /** The change of the place that a proposal comes to; empty where there is none to be made. */
    ObjectNode toPatch(CorrectionKind kind, Proposal proposal) {
        ObjectNode patch = json.createObjectNode();
        switch (kind) {
            case CLOSED ->
                    put(
                            patch,
                            "status",
                            proposal.status() == null ? PlaceStatus.CLOSED : proposal.status());
            case MOVED -> {
                put(patch, "lat", proposal.lat());
                put(patch, "lon", proposal.lon());
                put(patch, "address", proposal.address());
            }
            case WRONG_HOURS -> put(patch, "openingHours", proposal.openingHours());
            case WRONG_NAME -> {
                put(patch, "name", proposal.name());
                put(patch, "names", emptyToNull(proposal.names()));
            }
            case DUPLICATE -> {}
        }
        return patch;
    }

    private static @Nullable Map<String, String> emptyToNull(@Nullable Map<String, String> names) {
        return names == null || names.isEmpty() ? null : names;
    }

    private void put(ObjectNode patch, String member, @Nullable Object value) {
        if (value != null) {
            patch.set(member, json.<JsonNode>valueToTree(value));
        }
    }
}
