package io.maltan.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Token buckets of the callers of this replica. They are bounded in number: an idle bucket is full
 * after its window and may be forgotten.
 */
@Component
class Buckets {

    private final Map<RequestClass, Cache<String, Bucket>> buckets =
            new EnumMap<>(RequestClass.class);
    private final RateLimitSettings settings;

    Buckets(RateLimitSettings settings) {
        this.settings = settings;
        for (RequestClass requests : RequestClass.values()) {
            Duration window = settings.of(requests).window();
            buckets.put(
                    requests,
                    Caffeine.newBuilder()
                            .maximumSize(settings.callers())
                            .expireAfterAccess(window)
                            .executor(Runnable::run)
                            .build());
        }
    }

    /** Takes one request out of the caller's bucket. */
    ConsumptionProbe take(RequestClass requests, String caller) {
        return bucketOf(requests, caller).tryConsumeAndReturnRemaining(1);
    }

    private Bucket bucketOf(RequestClass requests, String caller) {
        Cache<String, Bucket> ofClass = buckets.get(requests);
        if (ofClass == null) {
            throw new IllegalArgumentException("No buckets for " + requests);
        }
        return ofClass.get(caller, key -> newBucket(settings.of(requests)));
    }

    private static Bucket newBucket(RateLimitSettings.Quota quota) {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(quota.requests())
                                .refillGreedy(quota.requests(), quota.window()))
                .build();
    }
}
