-- All that a place is found by stands in one column with one index: its names and their first consonants, a bar, its address.
-- What words mean a category or a region is known to the service, which asks for their codes.
update place set search_text =
    search_text || regexp_replace(choseong, '([a-z])', '\1' || '0', 'g') || ' | ';

drop index place_search_text;
drop index place_name_words;
drop index place_choseong;
drop index place_position;
drop index place_map;

alter table place
    drop column name_words,
    drop column choseong,
    add column same_as uuid references place (id),
    add column vanished_at timestamptz;

-- The planner tries patterns on a sample of the texts; a larger one tells rare words from common ones.
alter table place alter column search_text set statistics 400;

create index place_position on place using gist (position)
    where deleted_at is null and status <> 'closed';
create index place_search_text on place using gin (search_text gin_trgm_ops)
    where deleted_at is null and status <> 'closed';
create index place_category on place (category) where deleted_at is null and status <> 'closed';
create index place_region on place (region_code) where deleted_at is null and status <> 'closed';
-- Bands of a fiftieth of a degree, each from west to east: a viewport is a piece of some of them. The other columns spare
-- clusters the way to the table.
create index place_map on place ((floor(lat * 50)::integer), lon) include (lat, category)
    where deleted_at is null and status <> 'closed';
create index place_popular on place (((-rating_count)::double precision), id)
    where deleted_at is null and status <> 'closed';
create index place_rated on place ((-rating_average), ((-rating_count)::double precision), id)
    where deleted_at is null and status <> 'closed';
create index place_vanished on place (source) where vanished_at is not null;

update place_import set tally = tally || '{"linked": 0, "vanished": 0}';
