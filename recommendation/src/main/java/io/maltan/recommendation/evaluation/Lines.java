package io.maltan.recommendation.evaluation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.StringTokenizer;

/**
 * Reads text line by line: of words, separated by blanks, tabs or commas. Empty lines, a byte order
 * mark and the line ends of any system are passed over.
 */
final class Lines {

    private static final String BETWEEN = " \t,;\r\f\u00a0\ufeff";

    private Lines() {}

    static void read(Path file, Action action) {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                Files.newInputStream(file), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                StringTokenizer words = new StringTokenizer(line, BETWEEN);
                if (words.hasMoreTokens()) {
                    action.accept(new Line(file, number, words));
                }
            }
        } catch (NoSuchFileException e) {
            throw new BadInput("There is no file " + file);
        } catch (IOException | UncheckedIOException e) {
            throw new BadInput(file + " cannot be read: " + e.getMessage());
        }
    }

    /** Takes a line that has words. */
    @FunctionalInterface
    interface Action {

        void accept(Line line);
    }

    /** A line, of which each word is taken once. */
    record Line(Path file, int number, StringTokenizer words) {

        boolean hasNext() {
            return words.hasMoreTokens();
        }

        String next(String what) {
            if (!hasNext()) {
                throw bad("a " + what + " is missing");
            }
            return words.nextToken();
        }

        /** All words that are left, as one. */
        String rest(String what) {
            StringBuilder rest = new StringBuilder(next(what));
            while (hasNext()) {
                rest.append(' ').append(words.nextToken());
            }
            return rest.toString();
        }

        long nextId(String what) {
            String word = next(what);
            try {
                return Long.parseLong(word);
            } catch (NumberFormatException e) {
                throw bad("'" + shown(word) + "' is no " + what + ": a whole number is expected");
            }
        }

        double nextDegrees(String what, double most) {
            String word = next(what);
            double degrees = degrees(word, what);
            if (!(Math.abs(degrees) <= most)) {
                throw bad(what + " " + shown(word) + " is not between -" + most + " and " + most);
            }
            return degrees;
        }

        private double degrees(String word, String what) {
            try {
                return Double.parseDouble(word);
            } catch (NumberFormatException e) {
                throw bad("'" + shown(word) + "' is no " + what);
            }
        }

        BadInput bad(String message) {
            return new BadInput(file, number, message);
        }

        private static String shown(String word) {
            return word.length() <= 40 ? word : word.substring(0, 40) + "…";
        }
    }
}
