create extension if not exists cube;
create extension if not exists pg_trgm;

create table place (
    id             uuid primary key,
    source         text,
    owner_id       uuid,
    name           text             not null,
    names          jsonb            not null default '{}',
    aliases        jsonb            not null default '[]',
    category       text             not null,
    lat            double precision not null check (lat between -90 and 90),
    lon            double precision not null check (lon between -180 and 180),
    address        text,
    phone          text,
    website        text,
    opening_hours  text,
    time_zone      text             not null,
    region_code    text,
    status         text             not null default 'open'
        check (status in ('open', 'temporarily_closed', 'closed')),
    rating_sum     bigint           not null default 0,
    rating_count   integer          not null default 0 check (rating_count >= 0),
    rating_average double precision generated always as (
        case when rating_count = 0 then 0 else rating_sum::double precision / rating_count end) stored,
    -- Where it is on a sphere of the earth's mean radius, in metres from its centre: the straight line
    -- between two such points grows with the distance along the surface, and GiST finds the nearest.
    position       cube             not null generated always as (
        cube(array [
            6371008.8 * cos(radians(lat)) * cos(radians(lon)),
            6371008.8 * cos(radians(lat)) * sin(radians(lon)),
            6371008.8 * sin(radians(lat))])) stored,
    name_keys      text             not null,
    name_words     text             not null,
    search_text    text             not null,
    choseong       text             not null,
    content_hash   text             not null,
    version        bigint           not null default 1,
    created_at     timestamptz      not null,
    updated_at     timestamptz      not null,
    deleted_at     timestamptz
);

create unique index place_source on place (source) where source is not null;
create index place_position on place using gist (position) where deleted_at is null;
create index place_map on place using gist (point(lon, lat)) where deleted_at is null;
create index place_search_text on place using gin (search_text gin_trgm_ops) where deleted_at is null;
create index place_name_words on place using gin (name_words gin_trgm_ops) where deleted_at is null;
create index place_choseong on place using gin (choseong gin_trgm_ops) where deleted_at is null;

create table review (
    id         uuid primary key,
    place_id   uuid        not null references place (id),
    author_id  uuid        not null,
    rating     smallint    not null check (rating between 1 and 5),
    text       text,
    version    bigint      not null default 1,
    created_at timestamptz not null,
    edited_at  timestamptz,
    constraint review_one_a_person unique (place_id, author_id)
);

create index review_recent on review (place_id, created_at desc, id desc);
create index review_rating on review (place_id, rating desc, id desc);

create table visit (
    id       uuid primary key,
    place_id uuid        not null references place (id),
    user_id  uuid        not null,
    at       timestamptz not null
);

create index visit_of_user on visit (user_id, at desc, id desc);

create table bookmark (
    user_id  uuid        not null,
    place_id uuid        not null references place (id),
    at       timestamptz not null,
    primary key (user_id, place_id)
);

create index bookmark_recent on bookmark (user_id, at desc, place_id desc);

create table place_import (
    id          uuid primary key,
    format      text        not null,
    dry_run     boolean     not null,
    status      text        not null check (status in ('running', 'completed', 'failed')),
    started_by  uuid        not null,
    started_at  timestamptz not null,
    finished_at timestamptz,
    tally       jsonb       not null
);

create unique index place_import_running on place_import ((true)) where status = 'running';
