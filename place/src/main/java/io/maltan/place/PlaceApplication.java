package io.maltan.place;

import io.maltan.platform.MaltanService;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The place service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class PlaceApplication {

    public static void main(String[] arguments) {
        MaltanService.run(PlaceApplication.class, "place", arguments);
    }
}
