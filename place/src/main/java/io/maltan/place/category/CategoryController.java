package io.maltan.place.category;

import io.maltan.platform.web.ETags;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/places/categories")
class CategoryController {

    private static final CacheControl A_MINUTE =
            CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic();

    private final Categories categories;

    CategoryController(Categories categories) {
        this.categories = categories;
    }

    record CategoryView(
            String code,
            @Nullable String parent,
            String name,
            Names names,
            @Nullable List<CategoryView> children) {}

    record Names(String ko, String en) {}

    record CategoryTree(List<CategoryView> items) {}

    @GetMapping
    ResponseEntity<CategoryTree> tree(Locale language) {
        CategoryTree tree = new CategoryTree(below(null, language));
        return ResponseEntity.ok()
                .cacheControl(A_MINUTE)
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .eTag(ETags.ofContent(tree))
                .body(tree);
    }

    private List<CategoryView> below(@Nullable String parent, Locale language) {
        return categories.all().stream()
                .filter(category -> java.util.Objects.equals(category.parent(), parent))
                .map(category -> toView(category, language))
                .toList();
    }

    private CategoryView toView(Category category, Locale language) {
        List<CategoryView> children = below(category.code(), language);
        return new CategoryView(
                category.code(),
                category.parent(),
                category.name(language),
                new Names(category.ko(), category.en()),
                children.isEmpty() ? null : children);
    }
}
