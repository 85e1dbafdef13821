-- The codes of regions nest twice: the first five digits are the municipality, where there are more.
alter table post
    add column municipality text generated always as (case when region ~ '^[0-9]{5,}$' then left(region, 5) end) stored;
alter table post_standing
    add column municipality text generated always as (case when region ~ '^[0-9]{5,}$' then left(region, 5) end) stored;

create index post_by_municipality on post (municipality, created_at desc, id desc) where removed_at is null;
create index post_hottest_by_municipality on post_standing (municipality, hot desc, post_id desc) where not removed;
create index post_top_by_municipality on post_standing (municipality, score desc, post_id desc) where not removed;
