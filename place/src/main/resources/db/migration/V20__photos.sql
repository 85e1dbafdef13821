alter table place add column photo_ids uuid[] not null default '{}';

create table photo (
    id           uuid primary key,
    uploader_id  uuid        not null,
    place_id     uuid        references place (id),
    width        integer     not null,
    height       integer     not null,
    thumb_bytes  integer     not null,
    large_bytes  integer     not null,
    -- Whether its files are complete; before that, and while it is being removed, nobody sees it.
    ready        boolean     not null default false,
    -- When it is removed unless something names it; null while something does.
    remove_after timestamptz,
    created_at   timestamptz not null
);

create index photo_of_place on photo (place_id, id) where ready and place_id is not null;
create index photo_of_uploader on photo (uploader_id, id);
create index photo_to_remove on photo (remove_after) where remove_after is not null;

-- What names a photo: a review here, a post elsewhere.
create table photo_use (
    photo_id uuid not null references photo (id) on delete cascade,
    kind     text not null check (kind in ('review', 'post')),
    used_by  uuid not null,
    position smallint not null,
    primary key (kind, used_by, photo_id)
);

create index photo_use_of_photo on photo_use (photo_id);
