package io.maltan.platform;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Locks that libraries hold for some instructions: making an id, building a deserialiser the first
 * time.
 */
public final class AllowedBlocking implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside(
                        "com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory", "create")
                .allowBlockingCallsInside(
                        "tools.jackson.databind.deser.DeserializerCache", "findValueDeserializer");
    }
}
