package io.maltan.gateway.reference;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes one OpenAPI document out of several.
 *
 * <p>Components of different services with the same name and the same content are one; where the
 * content differs, in itself or in what it refers to, the later service's gets the service's name
 * in front. Security is stated here for all.
 */
final class OpenApiMerge {

    private static final String COMPONENTS = "components";
    private static final String SECURITY_SCHEMES = "securitySchemes";
    private static final String PATHS = "paths";
    private static final String TAGS = "tags";
    private static final String REF = "$ref";
    private static final String REF_PREFIX = "#/components/";
    private static final String OPERATION_ID = "operationId";
    private static final List<String> PUBLIC_PREFIXES = List.of("/api/", "/.well-known/");

    private final JsonMapper json;
    private final ObjectNode merged;
    private final Set<String> operationIds = new HashSet<>();
    private final Set<String> tags = new TreeSet<>();

    private OpenApiMerge(JsonMapper json, ObjectNode frame) {
        this.json = json;
        this.merged = frame;
    }

    /**
     * @param frame what the document says of itself; it is added to
     */
    static ObjectNode merge(JsonMapper json, ObjectNode frame, List<ServiceDocument> documents) {
        OpenApiMerge merge = new OpenApiMerge(json, frame);
        documents.forEach(merge::add);
        return merge.merged;
    }

    private void add(ServiceDocument document) {
        ObjectNode content = document.content().deepCopy();
        Map<String, String> names = namesOf(document.service(), content);
        rewriteReferences(content, names);
        addComponents(content, names);
        addTags(content);
        addPaths(document.service(), content);
    }

    /** The new names of the components, by the old; each as {@code section/name}. */
    private Map<String, String> namesOf(String service, ObjectNode content) {
        Map<String, JsonNode> components = componentsOf(content);
        Set<String> taken = new HashSet<>(components.keySet());
        taken.retainAll(componentsOf(merged).keySet());
        Set<String> renamed = differing(components, taken);
        Map<String, String> names = new HashMap<>();
        renamed.forEach(key -> names.put(key, key.replaceFirst("/", "/" + service + ".")));
        return names;
    }

    /** Of the names that are taken, those that mean something else here, or refer to such. */
    private Set<String> differing(Map<String, JsonNode> components, Set<String> taken) {
        Map<String, JsonNode> present = componentsOf(merged);
        Set<String> differing = new HashSet<>();
        boolean found = true;
        while (found) {
            found = false;
            for (String key : taken) {
                JsonNode own = components.getOrDefault(key, json.nullNode());
                boolean differs = !own.equals(present.get(key)) || refersToAny(own, differing);
                found |= differs && differing.add(key);
            }
        }
        return differing;
    }

    private static boolean refersToAny(JsonNode node, Set<String> keys) {
        return node.findValuesAsString(REF).stream()
                .anyMatch(ref ->
                        ref.startsWith(REF_PREFIX)
                                && keys.contains(ref.substring(REF_PREFIX.length())));
    }

    private static Map<String, JsonNode> componentsOf(ObjectNode document) {
        Map<String, JsonNode> components = new HashMap<>();
        document.path(COMPONENTS)
                .forEachEntry((section, members) ->
                        members.forEachEntry((name, component) ->
                                components.put(section + "/" + name, component)));
        return components;
    }

    private static void rewriteReferences(JsonNode node, Map<String, String> names) {
        if (node instanceof ObjectNode object && object.path(REF).isString()) {
            String key = object.path(REF).asString().replaceFirst("^" + REF_PREFIX, "");
            if (names.containsKey(key)) {
                object.put(REF, REF_PREFIX + names.get(key));
            }
        }
        node.forEach(child -> rewriteReferences(child, names));
    }

    private void addComponents(ObjectNode content, Map<String, String> names) {
        componentsOf(content)
                .forEach((key, component) -> {
                    String[] target = names.getOrDefault(key, key).split("/", 2);
                    if (!target[0].equals(SECURITY_SCHEMES)) {
                        merged.withObjectProperty(COMPONENTS)
                                .withObjectProperty(target[0])
                                .set(target[1], component);
                    }
                });
    }

    private void addTags(ObjectNode content) {
        content.path(TAGS)
                .forEach(tag -> {
                    if (tags.add(tag.path("name").asString())) {
                        merged.withArrayProperty(TAGS).add(tag);
                    }
                });
    }

    private void addPaths(String service, ObjectNode content) {
        content.path(PATHS)
                .forEachEntry((path, operations) -> {
                    if (PUBLIC_PREFIXES.stream().anyMatch(path::startsWith)) {
                        operations.forEach(operation -> adapt(service, operation));
                        merged.withObjectProperty(PATHS).set(path, operations);
                    }
                });
    }

    private void adapt(String service, JsonNode operation) {
        if (!(operation instanceof ObjectNode fields)) {
            return;
        }
        fields.remove("security");
        String id = fields.path(OPERATION_ID).asString("");
        if (!id.isEmpty() && !operationIds.add(id)) {
            fields.put(OPERATION_ID, service + "_" + id);
        }
        if (!(fields.path(TAGS) instanceof ArrayNode)) {
            fields.putArray(TAGS).add(service);
        }
    }
}
