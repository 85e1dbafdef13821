package io.maltan.community.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.maltan.platform.page.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of notifications, and how many are unread in all. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NotificationPage(
        List<NotificationView> items, @Nullable String nextCursor, long unreadCount) {

    static NotificationPage of(Page<NotificationView> page, long unreadCount) {
        return new NotificationPage(page.items(), page.nextCursor(), unreadCount);
    }
}
