package io.maltan.place.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.place.geography.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BoxIndexTests {

    private final Random random = new Random(11);

    private BoundingBox aBox() {
        double size = Math.pow(10, random.nextDouble() * 5 - 3);
        double west = random.nextDouble() * 360 - 180;
        double south = Math.clamp(random.nextDouble() * 180 - 90, -90, 90);
        double east = west + size > 180 ? Math.min(west + size - 360, 180) : west + size;
        return new BoundingBox(west, south, east, Math.min(90, south + size));
    }

    @Test
    void findsEveryBoxThatHoldsAPositionAndForgetsThem() {
        BoxIndex<Integer> index = new BoxIndex<>();
        List<BoundingBox> boxes = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            boxes.add(aBox());
            index.add(boxes.get(i), i);
        }
        boxes.add(new BoundingBox(-180, -90, 180, 90));
        boxes.add(new BoundingBox(-180, -90, -179, 90));
        boxes.add(new BoundingBox(179, -90, 180, 90));
        for (int i = 3000; i < boxes.size(); i++) {
            index.add(boxes.get(i), i);
        }
        for (int i = 0; i < 3000; i++) {
            double lat = i == 0 ? 90 : i == 1 ? -90 : random.nextDouble() * 180 - 90;
            double lon = i < 5 ? 180 : i < 10 ? -180 : random.nextDouble() * 360 - 180;
            List<Integer> about = index.about(lat, lon);
            for (int box = 0; box < boxes.size(); box++) {
                if (boxes.get(box).contains(lat, lon)) {
                    assertThat(about).contains(box);
                }
            }
        }
        for (int box = 0; box < boxes.size(); box++) {
            index.remove(boxes.get(box), box);
        }
        assertThat(index.about(10, 10)).isEmpty();
    }

    @Test
    void looksAtFewOfManySmallBoxes() {
        BoxIndex<Integer> index = new BoxIndex<>();
        for (int i = 0; i < 10_000; i++) {
            double west = (i % 100) * 0.1;
            int line = i / 100;
            double south = line * 0.1;
            index.add(new BoundingBox(west, south, west + 0.05, south + 0.05), i);
        }
        assertThat(index.about(5.02, 5.02)).hasSizeBetween(1, 4);
        assertThat(index.about(-50, -50)).isEmpty();
    }
}
