-- A key is published at once, and signs from its time on until the next key's time has come.
alter table signing_key add column signs_from timestamptz;
update signing_key set signs_from = created_at;
alter table signing_key alter column signs_from set not null;

-- What the token that follows a spent one was derived with, so that a repeated refresh gets the same one again.
alter table refresh_token add column successor_salt bytea;

-- The name of a session in its access tokens. It is replaced when those given so far must count no more.
alter table session add column sid uuid;
update session set sid = id;
alter table session alter column sid set not null;
create unique index session_sid on session (sid);

-- Names that access tokens may still bear and that count no more.
create table retired_sid (
    sid        uuid        primary key,
    expires_at timestamptz not null
);

create index retired_sid_expired on retired_sid (expires_at);
