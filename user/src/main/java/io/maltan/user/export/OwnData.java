package io.maltan.user.export;

import io.maltan.platform.person.PersonalData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/** What this service holds about people, written as the other services write theirs. */
@Component
class OwnData {

    private static final int PIECES_A_BUFFER = 50;

    private final List<PersonalData> features;
    private final JsonMapper json;

    OwnData(List<PersonalData> features, JsonMapper json) {
        this.features = List.copyOf(features);
        this.json = json;
    }

    Flux<DataBuffer> document(UUID person) {
        return members(person)
                .startWith("{")
                .concatWithValues("}")
                .buffer(PIECES_A_BUFFER)
                .map(pieces -> OwnData.toBuffer(String.join("", pieces)));
    }

    static DataBuffer toBuffer(String text) {
        return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private Flux<String> members(UUID person) {
        return Flux.fromIterable(features)
                .index()
                .concatMap(feature -> section(feature.getT1(), feature.getT2(), person));
    }

    private Flux<String> section(long index, PersonalData feature, UUID person) {
        String name = json.writeValueAsString(feature.section());
        return items(feature, person)
                .startWith(separator(index) + name + ":[")
                .concatWithValues("]");
    }

    private Flux<String> items(PersonalData feature, UUID person) {
        Flux<?> items = feature.export(person);
        return items.index()
                .map(item -> separator(item.getT1()) + json.writeValueAsString(item.getT2()));
    }

    private static String separator(long index) {
        return index == 0 ? "" : ",";
    }
}
