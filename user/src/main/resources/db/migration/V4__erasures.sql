-- The saga of an erasure. Who is erased is forgotten with its completion; the erasure itself stays to be asked for.
create table erasure (
    id           uuid        primary key,
    requested_at timestamptz not null,
    completed_at timestamptz
);

-- The account, and the guests that became part of it. Services are asked again at next_request_at until all have answered.
create table erasure_subject (
    person          uuid        primary key,
    erasure_id      uuid        not null references erasure on delete cascade,
    requests        integer     not null default 1,
    next_request_at timestamptz not null
);

create index erasure_subject_erasure on erasure_subject (erasure_id);
create index erasure_subject_due on erasure_subject (next_request_at);

create table erasure_answer (
    person      uuid        not null references erasure_subject on delete cascade,
    service     text        not null,
    answered_at timestamptz not null,
    primary key (person, service)
);

-- Guests are looked through for those whose sessions are over; a guest that was merged goes with its account.
create index account_guests on account (created_at) where guest and merged_into is null;
create index account_merged on account (merged_into) where merged_into is not null;
