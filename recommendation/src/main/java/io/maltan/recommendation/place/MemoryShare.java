package io.maltan.recommendation.place;

/** Something that keeps much on the heap beside the picture of places, for the plan at start. */
public interface MemoryShare {

    /** What is kept, in a word or two. */
    String what();

    /** What it takes at most however many places there are. */
    long bytes();

    /** What it takes besides for each place. */
    default long bytesPerPlace() {
        return 0;
    }
}
