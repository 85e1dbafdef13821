-- Muting hides somebody from one person, and from nobody else.
create table mute (
    muter_id uuid not null,
    muted_id uuid not null,
    since timestamptz not null default now(),
    primary key (muter_id, muted_id)
);

create index mute_muted on mute (muted_id);

-- While a notification is unread, whatever has the same gathering joins it.
create table notification (
    id uuid primary key,
    recipient_id uuid not null,
    kind text not null,
    gathering text not null,
    post_id uuid,
    comment_id uuid,
    note text,
    actor_count integer not null check (actor_count >= 0),
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp(),
    read_at timestamptz
);

create unique index notification_unread on notification (recipient_id, gathering) where read_at is null;
create index notification_gathering on notification (recipient_id, gathering);
create index notification_latest on notification (recipient_id, updated_at desc, id desc);
create index notification_post on notification (post_id);
create index notification_comment on notification (comment_id);
create index notification_age on notification (updated_at);

create table notification_actor (
    notification_id uuid not null references notification on delete cascade,
    actor_id uuid not null,
    at timestamptz not null default clock_timestamp(),
    primary key (notification_id, actor_id)
);

create index notification_actor_latest on notification_actor (notification_id, at desc);
create index notification_actor_person on notification_actor (actor_id);

-- The kinds that somebody does not want to hear of.
create table notification_preference (
    person_id uuid primary key,
    declined text[] not null
);
