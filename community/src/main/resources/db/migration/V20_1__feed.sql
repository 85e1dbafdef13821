-- A feed asks for the latest of each followed person, and should not have to look into the table for it.
drop index post_by_author;
create index post_by_author on post (author_id, created_at desc, id desc) include (hidden_at) where removed_at is null;
