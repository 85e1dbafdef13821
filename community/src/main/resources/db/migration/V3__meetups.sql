create table meetup (
    post_id uuid primary key references post,
    starts_at timestamptz not null,
    location text not null,
    capacity integer not null,
    deadline timestamptz not null,
    cancelled boolean not null default false,
    -- Whether it was told that the deadline has passed. Whether it has, each statement asks the clock.
    closed boolean not null default false,
    joined integer not null default 0,
    waiting integer not null default 0 check (waiting >= 0),
    arrivals bigint not null default 0,
    check (joined between 0 and capacity)
);

create index meetup_due on meetup (deadline) where not closed;

-- Who takes part, and who waits for a seat, in the order of their coming.
create table participation (
    post_id uuid not null references meetup,
    user_id uuid not null,
    waiting boolean not null,
    arrival bigint not null,
    at timestamptz not null default clock_timestamp(),
    primary key (post_id, user_id)
);

create unique index participation_order on participation (post_id, waiting, arrival);
create index participation_person on participation (user_id);

-- Whom the host has removed, and who therefore does not get in again.
create table meetup_exclusion (
    post_id uuid not null references meetup,
    user_id uuid not null,
    primary key (post_id, user_id)
);

create index meetup_exclusion_person on meetup_exclusion (user_id);

-- What all participants of a meetup are yet to be told; reached says how far down the list it has come.
create table meetup_announcement (
    id uuid primary key,
    post_id uuid not null references meetup,
    kind text not null,
    reached bigint not null default 0
);
