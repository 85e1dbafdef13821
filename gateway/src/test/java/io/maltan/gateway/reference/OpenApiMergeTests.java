package io.maltan.gateway.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class OpenApiMergeTests {

    private final JsonMapper json = JsonMapper.shared();

    @Test
    void equalComponentsAreOne() {
        JsonNode merged = merge(schemas("Leaf", "string"), schemas("Leaf", "string"));

        assertThat(merged.at("/components/schemas").propertyNames()).containsExactly("Leaf");
    }

    @Test
    void equallyNamedOnesThatDifferAreKeptApart() {
        JsonNode merged = merge(schemas("Leaf", "string"), schemas("Leaf", "number"));

        assertThat(merged.at("/components/schemas").propertyNames())
                .containsExactlyInAnyOrder("Leaf", "second.Leaf");
    }

    /** Their content reads the same, but means something else. */
    @Test
    void whatRefersToDifferentOnesIsKeptApartToo() {
        JsonNode merged = merge(tree("string"), tree("number"));

        assertThat(merged.at("/components/schemas").propertyNames())
                .containsExactlyInAnyOrder("Tree", "Leaf", "second.Tree", "second.Leaf");
        assertThat(merged.at("/components/schemas/second.Tree/items/$ref").asString())
                .isEqualTo("#/components/schemas/second.Leaf");
        assertThat(merged.at("/components/schemas/Tree/items/$ref").asString())
                .isEqualTo("#/components/schemas/Leaf");
        assertThat(merged.at("/paths/~1api~1v1~1number/get/responses/200/$ref").asString())
                .isEqualTo("#/components/schemas/second.Tree");
    }

    @Test
    void operationsGetNamesOfTheirOwnAndATag() {
        JsonNode merged = merge(tree("string"), tree("number"));

        assertThat(merged.at("/paths/~1api~1v1~1string/get/operationId").asString())
                .isEqualTo("grow");
        assertThat(merged.at("/paths/~1api~1v1~1number/get/operationId").asString())
                .isEqualTo("second_grow");
        assertThat(merged.at("/paths/~1api~1v1~1number/get/tags/0").asString()).isEqualTo("second");
    }

    private ObjectNode merge(String first, String second) {
        return OpenApiMerge.merge(
                json,
                json.createObjectNode(),
                List.of(
                        new ServiceDocument("first", read(first)),
                        new ServiceDocument("second", read(second))));
    }

    private ObjectNode read(String document) {
        return json.readValue(document, ObjectNode.class);
    }

    private static String schemas(String name, String type) {
        return "{\"components\":{\"schemas\":{\"%s\":{\"type\":\"%s\"}}}}".formatted(name, type);
    }

    private static String tree(String type) {
        return """
        {"paths": {"/api/v1/%1$s": {"get": {
            "operationId": "grow",
            "responses": {"200": {"$ref": "#/components/schemas/Tree"}}}}},
         "components": {"schemas": {
            "Tree": {"type": "array", "items": {"$ref": "#/components/schemas/Leaf"}},
            "Leaf": {"type": "%1$s"}}}}
        """
                .formatted(type);
    }
}
