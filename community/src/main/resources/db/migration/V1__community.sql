create extension if not exists pg_trgm;

-- What the community keeps of people and places, from the events of their owners.

create table member (
    id uuid primary key,
    display_name text not null,
    preferred_regions text[] not null default '{}'
);

create table place_link (
    id uuid primary key,
    name text not null,
    region text,
    version bigint not null,
    removed boolean not null default false,
    seen_at timestamptz not null default now()
);

create table follow (
    follower_id uuid not null,
    followed_id uuid not null,
    since timestamptz not null default now(),
    primary key (follower_id, followed_id)
);

create index follow_followed on follow (followed_id);

create table block (
    blocker_id uuid not null,
    blocked_id uuid not null,
    since timestamptz not null default now(),
    primary key (blocker_id, blocked_id)
);

create index block_blocked on block (blocked_id);

create table post (
    id uuid primary key,
    author_id uuid not null,
    title text not null,
    body text not null,
    body_html text not null,
    category text not null,
    region text,
    place_id uuid,
    pinned boolean not null default false,
    version bigint not null,
    created_at timestamptz not null,
    edited_at timestamptz,
    removed_at timestamptz
);

create index post_newest on post (created_at desc, id desc) where removed_at is null;
create index post_by_region on post (region, created_at desc, id desc) where removed_at is null;
create index post_by_author on post (author_id, created_at desc, id desc) where removed_at is null;
create index post_by_place on post (place_id, created_at desc, id desc) where removed_at is null;
create index post_text on post using gin (lower(title || ' ' || body) gin_trgm_ops) where removed_at is null;

-- What votes and comments change, apart from the text, so that a vote rewrites a narrow row and few indexes.
-- Score and hotness are generated: they cannot drift from the counts that they come from.
create table post_standing (
    post_id uuid primary key references post,
    region text,
    created_at timestamptz not null,
    removed boolean not null default false,
    comment_count integer not null default 0 check (comment_count >= 0),
    up_count integer not null default 0 check (up_count >= 0),
    down_count integer not null default 0 check (down_count >= 0),
    score integer not null generated always as (up_count - down_count) stored,
    hot double precision not null generated always as (
        sign((up_count - down_count)::double precision)
            * log(greatest(abs(up_count - down_count), 1)::double precision)
        + extract(epoch from created_at at time zone 'UTC')::double precision / 45000
    ) stored
);

create index post_hottest on post_standing (hot desc, post_id desc) where not removed;
create index post_hottest_by_region on post_standing (region, hot desc, post_id desc) where not removed;
create index post_top on post_standing (score desc, post_id desc) where not removed;
create index post_top_by_region on post_standing (region, score desc, post_id desc) where not removed;

create table post_views (
    post_id uuid primary key references post,
    views bigint not null
);

create table post_vote (
    post_id uuid not null references post,
    voter_id uuid not null,
    value smallint not null check (value in (-1, 1)),
    primary key (post_id, voter_id)
);

create index post_vote_voter on post_vote (voter_id);

-- The versions of a post before the present one.
create table post_revision (
    post_id uuid not null references post,
    version bigint not null,
    title text not null,
    body text not null,
    body_html text not null,
    written_at timestamptz not null,
    primary key (post_id, version)
);

-- path holds the ids from the thread's root down to the comment itself. Ids are ordered by time, so the order of
-- paths is the order in which a thread reads.
create table comment (
    id uuid primary key,
    post_id uuid not null references post,
    parent_id uuid references comment,
    root_id uuid not null,
    path uuid[] not null,
    depth smallint not null,
    author_id uuid not null,
    body text not null,
    body_html text not null,
    version bigint not null,
    reply_count integer not null default 0 check (reply_count >= 0),
    up_count integer not null default 0 check (up_count >= 0),
    down_count integer not null default 0 check (down_count >= 0),
    score integer not null generated always as (up_count - down_count) stored,
    created_at timestamptz not null,
    edited_at timestamptz,
    removed_at timestamptz
);

create unique index comment_thread on comment (root_id, path);
create index comment_roots on comment (post_id, id) where parent_id is null;
create index comment_top_roots on comment (post_id, score desc, id desc) where parent_id is null;
create index comment_by_author on comment (author_id);

create table comment_vote (
    comment_id uuid not null references comment,
    voter_id uuid not null,
    value smallint not null check (value in (-1, 1)),
    primary key (comment_id, voter_id)
);

create index comment_vote_voter on comment_vote (voter_id);
