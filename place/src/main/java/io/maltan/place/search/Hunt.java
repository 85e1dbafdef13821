package io.maltan.place.search;

import java.util.function.Supplier;

/**
 * What is looked for.
 *
 * @param all makes a selection of what may be found, whatever the words
 */
record Hunt(Words words, Supplier<Selection> all, Order order) {

    boolean isAround() {
        return order.equals(Order.NEAREST);
    }

    /** The same in the order of reviews. */
    Hunt amongBestKnown() {
        return isAround() ? new Hunt(words, all, Order.MOST_REVIEWED_AROUND) : this;
    }
}
