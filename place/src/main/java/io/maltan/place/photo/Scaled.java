package io.maltan.place.photo;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Makes images smaller, by halves as long as possible, which keeps fine lines. */
final class Scaled {

    private Scaled() {}

    /** The image, if need be smaller, so that it fits into a square; never larger. */
    static BufferedImage within(BufferedImage image, int edge) {
        int longest = Math.max(image.getWidth(), image.getHeight());
        if (longest <= edge) {
            return image;
        }
        BufferedImage smaller = image;
        while (Math.max(smaller.getWidth(), smaller.getHeight()) >= 2 * edge) {
            smaller = draw(smaller, half(smaller.getWidth()), half(smaller.getHeight()));
        }
        double factor = (double) edge / longest;
        return draw(smaller, scaled(image.getWidth(), factor), scaled(image.getHeight(), factor));
    }

    private static int half(int length) {
        return Math.max(1, length / 2);
    }

    private static int scaled(int length, double factor) {
        return Math.max(1, (int) Math.round(length * factor));
    }

    private static BufferedImage draw(BufferedImage image, int width, int height) {
        BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = drawn.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return drawn;
    }
}
