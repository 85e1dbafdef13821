package io.maltan.place.search;

import java.util.function.Supplier;

/**
 * What is looked for.
 *
 * @param all makes a selection of what may be found, whatever the words
 * @param bounded whether that is what lies in a circle
 */
record Hunt(Words words, Supplier<Selection> all, Order order, boolean bounded) {

    /** Anywhere. */
    Hunt(Words words, Supplier<Selection> all, Order order) {
        this(words, all, order, false);
    }

    boolean isAround() {
        return order.equals(Order.NEAREST);
    }

    /**
     * The same in the order of reviews; in a circle these would be read and sorted, all of them.
     */
    Hunt amongBestKnown() {
        return isAround() && !bounded ? new Hunt(words, all, Order.MOST_REVIEWED_AROUND) : this;
    }
}
