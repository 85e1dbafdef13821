package io.maltan.community.live;

import io.maltan.community.post.Category;
import io.maltan.community.post.RegionCode;
import io.maltan.community.text.DraftCheck;
import org.jspecify.annotations.Nullable;

/** Which posts somebody watches; what is absent does not narrow. */
record BoardFilter(@Nullable String region, @Nullable String category) {

    static BoardFilter of(@Nullable String region, @Nullable String category) {
        DraftCheck check = new DraftCheck();
        check.require(region == null || RegionCode.isWellFormed(region), "region", "format");
        check.require(
                category == null || Category.find(category).isPresent(), "category", "unknown");
        check.done();
        return new BoardFilter(region, category);
    }

    boolean admits(@Nullable String postRegion, @Nullable String postCategory) {
        return (region == null || RegionCode.isWithin(postRegion, region))
                && (category == null || category.equals(postCategory));
    }
}
