package io.maltan.platform.configuration;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Settings as they are in force now. Whoever reads twice may read two states; each of them is
 * whole.
 *
 * @param <T> a record of settings
 */
public final class Live<T> implements Supplier<T> {

    private final List<Consumer<T>> followers = new CopyOnWriteArrayList<>();
    private volatile T current;

    private Live(T first) {
        this.current = first;
    }

    /** Settings that stay as they are until {@link #change} is called: what tests begin with. */
    public static <T> Live<T> of(T first) {
        return new Live<>(first);
    }

    @Override
    public T get() {
        return current;
    }

    /** Hands over the settings now and after every change. */
    public void follow(Consumer<T> follower) {
        followers.add(follower);
        follower.accept(current);
    }

    /** Puts other settings in force. */
    public void change(T next) {
        if (!next.equals(current)) {
            current = next;
            followers.forEach(follower -> follower.accept(next));
        }
    }
}
