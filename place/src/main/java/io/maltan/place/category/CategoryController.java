package io.maltan.place.category;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/places/categories")
class CategoryController {

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
    CategoryTree tree(Locale language) {
        return new CategoryTree(below(null, language));
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
