-- The members of a place that people have changed and that its source does not give so: what it brings leaves them as they are. Null where
-- people have changed nothing.
alter table place add column held text[];

alter table place_change drop constraint place_change_kind_check;
alter table place_change add constraint place_change_kind_check
    check (kind in ('created', 'edited', 'corrected', 'imported', 'removed', 'merged'));

-- What people have changed before and no import has changed since.
with said as (
    select distinct on (place_change.place_id, change.member)
           place_change.place_id, change.member,
           coalesce(change.value -> 'after', 'null'::jsonb) as value
      from place_change cross join jsonb_each(place_change.changes) as change (member, value)
     where place_change.kind in ('edited', 'corrected')
     order by place_change.place_id, change.member, place_change.id desc),
kept as (
    select place.id,
           case said.member
               when 'lat' then 'position'
               when 'lon' then 'position'
               when 'openingHours' then 'opening_hours'
               when 'timeZone' then 'time_zone'
               else said.member end as member,
           said.value = coalesce(
               case said.member
                   when 'lat' then to_jsonb(place.lat)
                   when 'lon' then to_jsonb(place.lon)
                   when 'name' then to_jsonb(place.name)
                   when 'names' then place.names
                   when 'category' then to_jsonb(place.category)
                   when 'address' then to_jsonb(place.address)
                   when 'phone' then to_jsonb(place.phone)
                   when 'website' then to_jsonb(place.website)
                   when 'openingHours' then to_jsonb(place.opening_hours)
                   when 'timeZone' then to_jsonb(place.time_zone)
                   when 'status' then to_jsonb(place.status) end,
               'null'::jsonb) as stands
      from said join place on place.id = said.place_id
     where place.source is not null)
update place
   set held = members.held
  from (select id, coalesce(array_agg(distinct member) filter (where stands), '{}') as held
          from kept group by id) as members
 where place.id = members.id;

-- Whoever is the same as a place that goes is found.
create index place_same_as on place (same_as) where same_as is not null;

update place
   set same_as = nullif(instead.id, place.id), version = place.version + 1
  from place as gone
       left join place as instead on instead.id = gone.duplicate_of and instead.deleted_at is null
 where gone.id = place.same_as and gone.deleted_at is not null;

-- When what an import brings came to be, in the same transaction; whatever happens to its service afterwards, it has not failed.
alter table place_import add column merged_at timestamptz;
