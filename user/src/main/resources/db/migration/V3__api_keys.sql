-- Only the hash of a key is kept. Its name in access tokens (sid) is replaced when those given so far must count no more;
-- access_expires_at is the end of the last of them.
create table api_key (
    id                uuid        primary key,
    sid               uuid        not null unique,
    account_id        uuid        not null references account on delete cascade,
    name              text        not null,
    prefix            text        not null,
    hash              bytea       not null unique,
    scopes            text[]      not null,
    created_at        timestamptz not null,
    last_used_at      timestamptz,
    expires_at        timestamptz,
    access_expires_at timestamptz
);

create index api_key_account on api_key (account_id, id);
