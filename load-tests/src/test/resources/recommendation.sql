-- Data for RecommendationMeasurement, into an empty, migrated database of the recommendation service:
--   psql -v places=1000000 -v people=100000 -f recommendation.sql
-- Places of 250 towns of Korea, of which a few are large; every fifth has visits. People who live in one of the towns,
-- each with 20 to 50 events of the last two months, at least one of the last day. The same numbers give the same data.
\set ON_ERROR_STOP on
\if :{?places} \else \set places 1000000 \endif
\if :{?people} \else \set people 100000 \endif
select setseed(0.42);

-- Place p is in town 250 · √(p / places): so towns are a row of numbers each, and the larger the later.
create function pg_temp.town(place int, places int) returns int immutable language sql
    return least(249, floor(250 * sqrt(place::float8 / places))::int);
create function pg_temp.first_of(town int, places int) returns int immutable language sql
    return ceil(places * power(town / 250.0::float8, 2))::int;
create function pg_temp.bell(one float8, other float8) returns float8 immutable language sql
    return sqrt(-2 * ln(greatest(one, 1e-9))) * cos(2 * pi() * other);

insert into place (id, name, category, lat, lon, region_code, region_ko, region_en, status, opening_hours, time_zone,
                   rating_average, rating_count, created_at, version, name_ko, name_en)
select md5('p' || p)::uuid,
       (array['한빛', '서울', '바다', '옛날', '할머니', '푸른', '달빛', '강변'])[1 + kind % 8] || ' '
           || (array['라멘', '국밥', '커피', '치킨', '약국', '서점', '미용실', '횟집', '분식', '공원'])[1 + kind % 10] || ' ' || p % 9973 || '호점',
       'kind' || kind % 12 || '.of' || kind,
       33.3 + (town * 37 % 250) * 0.019 + 0.02 * pg_temp.bell(random(), random()),
       126.4 + (town * 91 % 250) * 0.0116 + 0.025 * pg_temp.bell(random(), random()),
       (11 + town % 17) || lpad((town)::text, 3, '0'), '지역' || town, 'Region ' || town,
       case when random() < 0.97 then 'open' else 'closed' end,
       case when random() < 0.4 then 'Mo-Fr ' || lpad((8 + kind % 4)::text, 2, '0') || ':' || (array['00', '30'])[1 + p % 2]
           || '-' || 18 + kind % 6 || ':00; Sa ' || 9 + p % 4 || ':00-17:00' end,
       'Asia/Seoul', case when p % 5 = 0 then 3 + 2 * random() else 0 end, case when p % 5 = 0 then p % 50 else 0 end,
       now() - random() * interval '900 days', 1, null,
       case when p % 3 = 0 then (array['Hanbit', 'Seoul', 'Ocean', 'Old', 'Granny', 'Blue', 'Moon', 'River'])[1 + kind % 8] || ' '
           || (array['Ramen', 'Soup', 'Coffee', 'Chicken', 'Pharmacy', 'Books', 'Hair', 'Fish', 'Snacks', 'Park'])[1 + kind % 10] || ' No. ' || p % 9973 end
  from (select p, pg_temp.town(p, :places) as town, floor(139 * power(random(), 2))::int as kind
          from generate_series(0, :places - 1) p) numbered;
update picture set generation = 1, replay_from = 0;

-- Indexes are made faster at the end.
select string_agg(indexdef, '; ') || ';' as feedback_indexes
  from pg_indexes where tablename = 'feedback' and indexname <> 'feedback_pkey' \gset
select string_agg('drop index ' || indexname, '; ') || ';' as drop_indexes
  from pg_indexes where tablename = 'feedback' and indexname <> 'feedback_pkey' \gset
:drop_indexes

-- Of ten events three are impressions of the last day, three clicks, and four say that one came or liked it. Seven of ten
-- are at home; a few places of a town have most of its visits.
insert into feedback (user_id, event_id, type, place_id, at, value)
select md5('u' || person)::uuid, md5('u' || person || 'e' || event)::uuid, type, md5('p' || chosen)::uuid,
       now() - case when event = 0 then random() * interval '20 hours'
                    when type = 'impression' then random() * interval '1 day'
                    else random() * random() * interval '60 days' end,
       case when type = 'rating' then 1 + floor(5 * random()) end
  from (select *, (5 * floor((pg_temp.first_of(town, :places)
                      + power(random(), 2) * (pg_temp.first_of(town + 1, :places) - pg_temp.first_of(town, :places))) / 5))::int as chosen,
               (array['impression', 'impression', 'impression', 'click', 'click', 'click',
                      'visit', 'visit', 'like', case when event % 4 = 0 then 'rating' when event % 7 = 0 then 'dislike' else 'bookmark' end])
                   [1 + floor(10 * random())::int] as type
          from (select person, event, case when random() < 0.7 then home else pg_temp.town(floor(:places * random())::int, :places) end as town
                  from (select person, pg_temp.town(floor(:places * random())::int, :places) as home, 20 + floor(31 * random())::int as events
                          from generate_series(1, :people) person) living,
                       generate_series(0, events - 1) event) done) told;

:feedback_indexes
vacuum analyze;
select (select count(*) from place) as places, count(*) as events, count(distinct user_id) as people, count(distinct place_id) as visited from feedback;
