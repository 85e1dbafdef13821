-- Files that people have sent as photos within a day, with those that were refused.
create table photo_sent (
    uploader_id uuid        not null,
    sent_at     timestamptz not null
);

create index photo_sent_by on photo_sent (uploader_id, sent_at);
create index photo_sent_at on photo_sent (sent_at);

insert into photo_sent (uploader_id, sent_at)
select uploader_id, created_at from photo where created_at > now() - interval '1 day';

-- Photos of removed places go, unless something else names them.
update photo
set place_id = null,
    ready = ready and exists (select from photo_use where photo_id = photo.id),
    remove_after = case
        when not exists (select from photo_use where photo_id = photo.id) then now() end
where place_id in (select id from place where deleted_at is not null);
