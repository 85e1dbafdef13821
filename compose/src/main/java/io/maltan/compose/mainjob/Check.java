package io.maltan.compose.mainjob;

/**
 * One thing that must be so.
 *
 * @param name what must be so, as a sentence
 * @param step finds out; it throws where it is not so
 */
public record Check(String name, Step step) {

    /** Finds out. */
    @FunctionalInterface
    public interface Step {
        void run() throws Exception;
    }
}
