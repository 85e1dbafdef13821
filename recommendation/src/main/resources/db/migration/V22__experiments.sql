create table experiment (
    name       text primary key,
    revision   bigint      not null,
    variants   jsonb       not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

-- One row for a person in an experiment, whatever they are shown: who was exposed, and what they did after it.
create table exposure (
    experiment text        not null references experiment (name) on delete cascade,
    user_id    uuid        not null,
    variant    text        not null,
    first_at   timestamptz not null,
    clicked    boolean     not null default false,
    saved      boolean     not null default false,
    visited    boolean     not null default false,
    primary key (user_id, experiment)
);

create index exposure_by_variant on exposure (experiment, variant);
