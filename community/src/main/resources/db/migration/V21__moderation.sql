-- When somebody came: from their account's event, else when they were first heard of.
alter table member add column joined_at timestamptz not null default now();

-- Everything that was reported about one thing, until a moderator has decided on it.
create table moderation_case (
    id uuid primary key,
    target text not null check (target in ('post', 'comment', 'user')),
    target_id uuid not null,
    author_id uuid,
    status text not null default 'open' check (status in ('open', 'decided')),
    priority double precision not null default 0,
    report_count integer not null default 0,
    opened_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    action text check (action in ('dismiss', 'hide', 'remove', 'suspend_author')),
    note text,
    decided_by uuid,
    decided_at timestamptz,
    suspended_until timestamptz,
    overturned boolean not null default false,
    check ((status = 'decided') = (action is not null))
);

create unique index moderation_case_open on moderation_case (target, target_id) where status = 'open';
create index moderation_case_queue on moderation_case (priority desc, id desc) where status = 'open';
create index moderation_case_decided on moderation_case (decided_at desc, id desc) where status = 'decided';
create index moderation_case_author on moderation_case (author_id, decided_at desc, id desc);

-- A report without a reporter was made by a rule. The version tells whether what was reported has been edited since.
create table report (
    id uuid primary key,
    case_id uuid not null references moderation_case,
    reporter_id uuid,
    target text not null,
    target_id uuid not null,
    target_version bigint not null,
    reason text not null,
    detail text,
    weight double precision not null,
    created_at timestamptz not null default now()
);

create unique index report_once on report (reporter_id, target, target_id, target_version);
create index report_target on report (target_id);
create index moderation_case_target on moderation_case (target_id);
create index report_case on report (case_id, created_at desc, id desc);

create table appeal (
    id uuid primary key,
    case_id uuid not null unique references moderation_case,
    author_id uuid,
    body text not null,
    status text not null default 'open' check (status in ('open', 'accepted', 'rejected')),
    note text,
    created_at timestamptz not null default now(),
    decided_by uuid,
    decided_at timestamptz
);

create index appeal_queue on appeal (status, created_at, id);
create index appeal_author on appeal (author_id);

create table suspension (
    member_id uuid primary key,
    until timestamptz not null,
    case_id uuid not null references moderation_case
);

-- What moderators did. Nothing is ever changed or deleted, but for the ids of people who are erased.
create table moderation_log (
    id uuid primary key,
    at timestamptz not null default now(),
    moderator_id uuid,
    action text not null,
    target text not null,
    target_id uuid not null,
    author_id uuid,
    case_id uuid,
    note text
);

create index moderation_log_moderator on moderation_log (moderator_id);
create index moderation_log_author on moderation_log (author_id);

create function moderation_log_stands() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE'
       and (new.moderator_id is null or new.moderator_id = old.moderator_id)
       and (new.author_id is null or new.author_id = old.author_id)
       and (new.id, new.at, new.action, new.target) = (old.id, old.at, old.action, old.target)
       and (new.target_id = old.target_id or old.target = 'user' and new.author_id is null and old.author_id is not null)
       and new.case_id is not distinct from old.case_id
       and new.note is not distinct from old.note then
        return new;
    end if;
    raise exception 'the log of moderation is only ever added to';
end
$$;

create trigger moderation_log_stands before update or delete on moderation_log
    for each row execute function moderation_log_stands();
create trigger moderation_log_is_kept before truncate on moderation_log
    for each statement execute function moderation_log_stands();
