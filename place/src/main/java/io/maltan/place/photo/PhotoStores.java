package io.maltan.place.photo;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/** Chooses where photos are kept: in a bucket where one is named, else in files. */
@Configuration(proxyBeanMethods = false)
class PhotoStores {

    @Bean
    PhotoStore photoStore(PhotoProperties properties) {
        PhotoProperties.S3 bucket = properties.s3();
        return bucket == null
                ? new FilePhotoStore(properties.directory())
                : new S3PhotoStore(WebClient.create(), bucket);
    }
}
