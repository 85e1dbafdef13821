package io.maltan.gateway.limit;

import io.lettuce.core.ScriptOutputType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Paces in Redis, each a number that a script moves by Redis's own clock. */
@Component
class RedisPaces implements SharedPaces {

    private static final String PREFIX = "gateway:limit:";

    /** Numbers of a claim in the script's arguments, and of a grant in its answer. */
    private static final int GRANT_SIZE = 3;

    private static final String SCRIPT =
            """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local answer = {}
            for i, key in ipairs(KEYS) do
              local at = (i - 1) * 5
              local interval, window = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
              local spent, asks = tonumber(ARGV[at + 3]), tonumber(ARGV[at + 4])
              local part = tonumber(ARGV[at + 5])
              local full = math.max(tonumber(redis.call('GET', key) or '0'), now)
              full = math.max(full + spent * interval, now)
              if spent > 0 then full = math.min(full, now + window) end
              local left = math.max(0, math.floor((now + window - full) / interval + 0.000001))
              local granted = 0
              if asks == 1 and left >= 1 then
                granted = 1
                if part > 0 then granted = granted + math.floor((left - 1) / part) end
                full = full + granted * interval
              end
              if full > now then
                redis.call('SET', key, string.format('%.0f', full),
                    'PX', string.format('%.0f', math.ceil((full - now) / 1000)))
              end
              table.insert(answer, granted)
              table.insert(answer, left - granted)
              table.insert(answer, math.floor(full - now))
            end
            return answer
            """;

    private final RedisLink redis;

    RedisPaces(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public boolean isShared() {
        return redis.isConfigured();
    }

    @Override
    public boolean isReachable() {
        return redis.isReachable();
    }

    @Override
    public Mono<List<Grant>> settle(List<Claim> claims) {
        return redis.ask(commands ->
                        commands.<List<Object>>eval(
                                        SCRIPT,
                                        ScriptOutputType.MULTI,
                                        keysOf(claims),
                                        argumentsOf(claims))
                                .next())
                .map(RedisPaces::toGrants);
    }

    private static String[] keysOf(List<Claim> claims) {
        return claims.stream().map(claim -> PREFIX + claim.key()).toArray(String[]::new);
    }

    private static String[] argumentsOf(List<Claim> claims) {
        List<String> arguments = new ArrayList<>();
        for (Claim claim : claims) {
            arguments.add(String.format(Locale.ROOT, "%.6f", claim.quota().interval()));
            arguments.add(Long.toString(claim.quota().windowMicros()));
            arguments.add(Long.toString(claim.spent()));
            arguments.add(claim.asks() ? "1" : "0");
            arguments.add(Long.toString(claim.part()));
        }
        return arguments.toArray(String[]::new);
    }

    private static List<Grant> toGrants(List<Object> numbers) {
        List<Grant> grants = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i += GRANT_SIZE) {
            grants.add(
                    new Grant(
                            (Long) numbers.get(i),
                            (Long) numbers.get(i + 1),
                            (Long) numbers.get(i + 2)));
        }
        return grants;
    }
}
