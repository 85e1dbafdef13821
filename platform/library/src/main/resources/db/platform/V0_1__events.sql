-- Events that became true together with the rows that they tell of, until the relay has published them.
create table outbox (
    sequence     bigint      generated always as identity primary key,
    event_id     uuid        not null,
    type         text        not null,
    subject      text        not null,
    time         timestamptz not null default clock_timestamp(),
    traceparent  text,
    data         json        not null,
    -- The id in the Redis Stream: milliseconds * 2^20 + number. Given under a lock, in the order of commits; never changed.
    position     bigint,
    published_at timestamptz
);

create index outbox_unplaced on outbox (sequence) where position is null;
create unique index outbox_position on outbox (position) where position is not null;
create index outbox_unpublished on outbox (position) where published_at is null;

-- Events that this service has handled: the row commits together with what the handlers wrote.
create table inbox (
    event_id   uuid        primary key,
    handled_at timestamptz not null default now()
);

create index inbox_handled_at on inbox (handled_at);

-- What a snapshot already contained: events up to here count as handled.
create table inbox_snapshot (
    stream   text   primary key,
    position bigint not null
);
