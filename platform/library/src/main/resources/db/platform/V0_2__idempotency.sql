-- Answers kept for clients that repeat a write with the same Idempotency-Key.
create table idempotency_key (
    scope        text        not null,
    key          text        not null,
    request_hash bytea       not null,
    created_at   timestamptz not null default now(),
    status       integer,
    headers      jsonb,
    body         text,
    primary key (scope, key)
);

create index idempotency_key_created_at on idempotency_key (created_at);
