-- Which regions are in force, and how far the places have been assigned to them.
create table region_set (
    only_one    boolean     primary key default true check (only_one),
    -- 0: those that the project brings.
    version     bigint      not null,
    replaced_at timestamptz,
    assigned    boolean     not null,
    after_id    uuid        not null,
    checked     bigint      not null,
    changed     bigint      not null
);

insert into region_set (version, assigned, after_id, checked, changed)
values (0, true, '00000000-0000-0000-0000-000000000000', 0, 0);

create table region (
    code     text             primary key,
    position integer          not null,
    parent   text,
    ko       text             not null,
    en       text             not null,
    lat      double precision not null,
    lon      double precision not null,
    -- As well-known binary; null for a region that is known by its parts alone.
    outline  bytea
);
