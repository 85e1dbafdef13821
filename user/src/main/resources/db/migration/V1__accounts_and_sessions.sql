-- E-mail addresses are normalised (trimmed, lower case) before they get here.
create table account (
    id                   uuid        primary key,
    email                text        unique check (email = lower(email)),
    password_hash        text,
    display_name         text        not null,
    language             text        not null,
    preferred_regions    text[]      not null,
    preferred_categories text[]      not null,
    roles                text[]      not null,
    guest                boolean     not null,
    disabled             boolean     not null default false,
    merged_into          uuid        references account,
    version              bigint      not null default 1,
    created_at           timestamptz not null,
    check (guest = (email is null)),
    check (guest = (password_hash is null)),
    check (guest or merged_into is null)
);

create index account_administrators on account (id) where 'admin' = any (roles);
create index account_members on account (id) where not guest;

-- access_expires_at is the end of the last access token that the session was given.
create table session (
    id                uuid        primary key,
    account_id        uuid        not null references account on delete cascade,
    client            text        not null,
    created_at        timestamptz not null,
    last_used_at      timestamptz not null,
    expires_at        timestamptz not null,
    access_expires_at timestamptz not null,
    revoked_at        timestamptz
);

create index session_account on session (account_id, id);
create index session_revoked on session (access_expires_at) where revoked_at is not null;
create index session_expired on session (expires_at);

-- Only the hash of a refresh token is kept. Spent ones stay, so that their reuse is noticed.
create table refresh_token (
    hash       bytea       primary key,
    session_id uuid        not null references session on delete cascade,
    issued_at  timestamptz not null,
    spent_at   timestamptz
);

create index refresh_token_session on refresh_token (session_id);

create table signing_key (
    id         text        primary key,
    sealed     bytea       not null,
    created_at timestamptz not null
);

-- The times of the latest failures of an account or an address, both by their hash.
create table login_failure (
    scope    text          not null,
    subject  bytea         not null,
    failures timestamptz[] not null,
    last_at  timestamptz   not null,
    primary key (scope, subject)
);

create index login_failure_last on login_failure (last_at);
