-- What people wrote lately, to tell floods and repetitions. Rows live a day at most.
create table writing (
    author_id uuid not null,
    kind text not null,
    fingerprint bigint not null,
    at timestamptz not null default clock_timestamp()
);

create index writing_author on writing (author_id, at desc);
create index writing_age on writing (at);

-- The codes of regions nest: the first two digits are the province that a district lies in.
alter table post
    add column province text generated always as (case when region ~ '^[0-9]{2,}$' then left(region, 2) end) stored;
alter table post_standing
    add column province text generated always as (case when region ~ '^[0-9]{2,}$' then left(region, 2) end) stored;

create index post_by_province on post (province, created_at desc, id desc) where removed_at is null;
create index post_hottest_by_province on post_standing (province, hot desc, post_id desc) where not removed;
create index post_top_by_province on post_standing (province, score desc, post_id desc) where not removed;
