-- Whoever was erased here: so that no late event brings them back, and to remove what was still on its way.
create table erased_person (
    person    uuid        primary key,
    erased_at timestamptz not null default now(),
    -- 0: traces in past events remain; 1: removed, late writes may still come; 2: done.
    stage     smallint    not null default 0
);

create index erased_person_unfinished on erased_person (erased_at) where stage < 2;
