create index post_pinned on post (region) where pinned;
create index post_by_category on post (category, created_at desc, id desc) where removed_at is null;
create index meetup_start on meetup (starts_at) where not cancelled;
