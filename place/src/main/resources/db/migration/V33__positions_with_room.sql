-- By the volumes of unions and of intersections cube's index decides how to split a page, and two points have the same of both: so it
-- split off one point at a time where thousands stood in a line, each time at the price of a whole page. Boxes of a millimetre have
-- no such ties. A distance to one is at most a millimetre less than to its centre.
alter table place drop column position;
alter table place add column position cube not null generated always as (
    cube_enlarge(
        cube(array [
            6371008.8 * cos(radians(lat)) * cos(radians(lon)),
            6371008.8 * cos(radians(lat)) * sin(radians(lon)),
            6371008.8 * sin(radians(lat))]),
        0.0005, 3)) stored;
create index place_position on place using gist (position)
    where deleted_at is null and status <> 'closed';

-- Who asks for well rated places need not pass by all that nobody has rated.
create index place_rated_position on place using gist (position)
    where deleted_at is null and status <> 'closed' and rating_count > 0;
