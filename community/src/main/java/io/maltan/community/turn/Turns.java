package io.maltan.community.turn;

import io.maltan.platform.problem.Unavailable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Lets writes on the same thing go one after another on this replica, in the order in which they
 * came.
 *
 * <p>The database's locks alone make them correct, between replicas too. But there each one that
 * waits holds a connection, so that a single busy thread would take the whole pool and stop
 * everything else.
 */
@Component
public class Turns {

    private static final int LONGEST_QUEUE = 1_000;
    private static final Duration SOON = Duration.ofSeconds(1);

    /** Who waits for what; a key is here while somebody has its turn. */
    private final Map<UUID, Queue<Turn>> waiting = new HashMap<>();

    /** Does the work once everybody who came before is done with theirs. */
    public <T> Mono<T> inTurn(UUID key, Mono<T> work) {
        return Mono.usingWhen(
                Mono.defer(() -> take(key)),
                _ -> work,
                this::end,
                (turn, _) -> end(turn),
                this::end);
    }

    /**
     * The turn once it has come; whoever cancels at any moment, even just then, leaves it to the
     * next.
     */
    private Mono<Turn> take(UUID key) {
        Turn turn = new Turn(key);
        if (!join(turn)) {
            return Mono.error(new Unavailable("unavailable", SOON));
        }
        return turn.grant.asMono().doOnCancel(() -> leave(turn));
    }

    private boolean join(Turn turn) {
        synchronized (waiting) {
            Queue<Turn> queue = waiting.get(turn.key);
            if (queue == null) {
                waiting.put(turn.key, new ArrayDeque<>());
                turn.granted().announce();
                return true;
            }
            return queue.size() < LONGEST_QUEUE && queue.add(turn);
        }
    }

    private Mono<Void> end(Turn turn) {
        return Mono.fromRunnable(() -> leave(turn));
    }

    /** Gives the turn on, or gives up waiting for it. */
    private void leave(Turn turn) {
        Turn next = next(turn);
        if (next != null) {
            next.announce();
        }
    }

    private @Nullable Turn next(Turn turn) {
        synchronized (waiting) {
            Queue<Turn> queue = waiting.get(turn.key);
            if (queue == null || turn.left) {
                return null;
            }
            turn.left = true;
            if (!turn.granted) {
                queue.remove(turn);
                return null;
            }
            Turn next = queue.poll();
            if (next == null) {
                waiting.remove(turn.key);
                return null;
            }
            return next.granted();
        }
    }

    /** One place in a queue; its state is guarded by the map of queues. */
    private static final class Turn {

        private final UUID key;
        private final Sinks.One<Turn> grant = Sinks.one();
        private boolean granted;
        private boolean left;

        Turn(UUID key) {
            this.key = key;
        }

        void announce() {
            Sinks.EmitResult _ = grant.tryEmitValue(this);
        }

        Turn granted() {
            granted = true;
            return this;
        }
    }
}
