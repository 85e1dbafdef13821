-- The picture of places, as the place service's events and snapshot tell it.
create table place (
    id             uuid primary key,
    name           text             not null,
    category       text             not null,
    lat            double precision not null,
    lon            double precision not null,
    region_code    text,
    region_ko      text,
    region_en      text,
    status         text             not null,
    opening_hours  text,
    time_zone      text,
    rating_average double precision not null default 0,
    rating_count   integer          not null default 0,
    created_at     timestamptz      not null,
    version        bigint           not null,
    generation     bigint           not null default 0
);

-- One row: which snapshot the picture stands on, and from where in the stream memory replays on top of it.
create table picture (
    single      boolean primary key default true check (single),
    generation  bigint not null default 0,
    replay_from bigint not null default 0
);

insert into picture default values;

-- Withdrawn rows stay as tombstones, so that a late duplicate does not bring its influence back.
create table feedback (
    user_id           uuid        not null,
    event_id          uuid        not null,
    type              text        not null,
    place_id          uuid        not null,
    at                timestamptz not null,
    value             double precision,
    recommendation_id uuid,
    source            text        not null default 'client',
    withdrawn         boolean     not null default false,
    primary key (user_id, event_id)
);

create index feedback_of_user on feedback (user_id, at desc, event_id desc) where not withdrawn;

create table preference (
    user_id    uuid primary key,
    categories text[] not null,
    regions    text[] not null
);
