package io.maltan.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.maltan.gateway.limit.SharedPaces.Claim;
import io.maltan.platform.configuration.Live;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The quotas of all callers. Replicas of the gateway keep them together, through {@link
 * SharedPaces}, and each for itself while that cannot be reached.
 *
 * <p>Callers are bounded in number: one who asks nothing for the longest window has its whole quota
 * again and may be forgotten.
 */
@Component
class Limits implements SmartLifecycle {

    private static final Duration REPORTING = Duration.ofMillis(250);
    private static final int REPORTED_AT_ONCE = 100;

    private final Cache<String, Allowance> allowances;
    private final Set<Allowance> unsettled = ConcurrentHashMap.newKeySet();
    private final SharedPaces shared;
    private final Live<RateLimitSettings> settings;

    private volatile Disposable reporting = Disposables.disposed();

    Limits(SharedPaces shared, Live<RateLimitSettings> settings) {
        this.shared = shared;
        this.settings = settings;
        this.allowances =
                Caffeine.newBuilder()
                        .maximumSize(settings.get().callers())
                        .expireAfterAccess(Duration.ofDays(1))
                        .removalListener(this::forgotten)
                        .executor(Runnable::run)
                        .build();
        settings.follow(this::resize);
    }

    /** While nobody hears of callers, no more of them are waiting to be told of than are known. */
    private void forgotten(
            @Nullable String key, @Nullable Allowance allowance, RemovalCause cause) {
        if (allowance != null && !shared.isReachable()) {
            unsettled.remove(allowance);
        }
    }

    private void resize(RateLimitSettings current) {
        allowances
                .policy()
                .eviction()
                .ifPresent(eviction -> eviction.setMaximum(current.callers()));
        allowances
                .policy()
                .expireAfterAccess()
                .ifPresent(expiry -> expiry.setExpiresAfter(longestWindow(current)));
    }

    private static Duration longestWindow(RateLimitSettings current) {
        Duration longest = Duration.ZERO;
        for (RequestClass requests : RequestClass.values()) {
            Duration window = current.of(requests).window();
            longest = window.compareTo(longest) > 0 ? window : longest;
        }
        return longest;
    }

    /** Takes one request out of the caller's quota. */
    Mono<Balance> take(RequestClass requests, String caller) {
        Quota quota = settings.get().of(requests);
        Allowance allowance = allowanceOf(requests, caller, quota);
        if (!shared.isReachable()) {
            return Mono.just(decideAlone(allowance, quota));
        }
        Balance known = allowance.decide(quota, now());
        if (known != null) {
            unsettled.add(allowance);
            return Mono.just(known);
        }
        return ask(allowance, quota);
    }

    private Mono<Balance> ask(Allowance allowance, Quota quota) {
        Claim claim = allowance.claim();
        return shared.settle(List.of(claim))
                .map(grants -> allowance.settled(claim, grants.getFirst(), now()))
                .doOnNext(balance -> unsettled.add(allowance))
                .doOnCancel(() -> allowance.unsettled(claim))
                .onErrorResume(error -> {
                    allowance.unsettled(claim);
                    return Mono.fromSupplier(() -> decideAlone(allowance, quota));
                });
    }

    private Balance decideAlone(Allowance allowance, Quota quota) {
        if (shared.isShared()) {
            unsettled.add(allowance);
        }
        return allowance.decideAlone(quota, now());
    }

    private Allowance allowanceOf(RequestClass requests, String caller, Quota quota) {
        String key = requests.policy() + ':' + caller;
        return allowances.get(
                key, name -> new Allowance(name, quota, requests == RequestClass.LOGIN));
    }

    private static long now() {
        return System.nanoTime() / 1_000;
    }

    @Override
    public void start() {
        reporting =
                Flux.interval(REPORTING)
                        .onBackpressureDrop()
                        .concatMap(tick -> report(), 1)
                        .subscribe();
    }

    @Override
    public void stop() {
        reporting.dispose();
    }

    @Override
    public boolean isRunning() {
        return !reporting.isDisposed();
    }

    /** Tells the others what was let in here. */
    Mono<Void> report() {
        if (!shared.isReachable()) {
            return Mono.empty();
        }
        return Flux.fromIterable(unsettledNow())
                .buffer(REPORTED_AT_ONCE)
                .concatMap(this::report)
                .then();
    }

    private List<Allowance> unsettledNow() {
        unsettled.removeIf(Allowance::isSettled);
        return new ArrayList<>(unsettled);
    }

    private Mono<Void> report(List<Allowance> some) {
        Map<Allowance, Claim> claims = new HashMap<>();
        for (Allowance allowance : some) {
            Claim claim = allowance.report();
            if (claim != null) {
                claims.put(allowance, claim);
            }
        }
        return claims.isEmpty() ? Mono.empty() : report(claims);
    }

    private Mono<Void> report(Map<Allowance, Claim> claims) {
        List<Map.Entry<Allowance, Claim>> order = List.copyOf(claims.entrySet());
        return shared.settle(order.stream().map(Map.Entry::getValue).toList())
                .doOnNext(grants -> {
                    for (int i = 0; i < order.size(); i++) {
                        Map.Entry<Allowance, Claim> told = order.get(i);
                        told.getKey().reported(told.getValue(), grants.get(i), now());
                    }
                })
                .doOnError(
                        error -> claims.forEach((allowance, claim) -> allowance.unreported(claim)))
                .onErrorComplete()
                .then();
    }
}
