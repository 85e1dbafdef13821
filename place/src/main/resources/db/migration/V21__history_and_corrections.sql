-- Where a place that was told twice lives on.
alter table place add column duplicate_of uuid references place (id);

create table place_change (
    id        uuid primary key,
    place_id  uuid        not null references place (id),
    version   bigint      not null,
    kind      text        not null check (kind in ('created', 'edited', 'corrected', 'removed', 'merged')),
    -- Null once the person has been erased.
    editor_id uuid,
    at        timestamptz not null,
    -- By member: {"before": …, "after": …}.
    changes   jsonb       not null
);

create index place_change_recent on place_change (place_id, id desc);
create index place_change_of_editor on place_change (editor_id) where editor_id is not null;
create index place_of_owner on place (owner_id) where owner_id is not null;

create table correction (
    id          uuid primary key,
    place_id    uuid        not null references place (id),
    kind        text        not null
        check (kind in ('closed', 'moved', 'duplicate', 'wrong_hours', 'wrong_name')),
    detail      text        not null,
    proposed    jsonb       not null,
    -- Null once the person has been erased.
    reporter_id uuid,
    status      text        not null default 'open' check (status in ('open', 'accepted', 'rejected')),
    decided_by  uuid,
    decided_at  timestamptz,
    note        text,
    created_at  timestamptz not null
);

create unique index correction_one_open on correction (place_id, kind, reporter_id)
    where status = 'open';
create index correction_by_status on correction (status, id);
create index correction_recent on correction (id);
create index correction_of_reporter on correction (reporter_id, id) where reporter_id is not null;
