-- Data for CommunityMeasurement, into an empty, migrated database of the community service: psql -f community.sql
-- 50,000 people, a million posts in 250 regions, somebody who follows 5,000, a thread of 10,000 comments.
\set ON_ERROR_STOP on
select setseed(0.42);

insert into member (id, display_name, preferred_regions)
select md5('m' || i)::uuid, 'Person ' || i, array['r' || i % 250, 'r' || (i * 7) % 250, 'r' || (i * 13) % 250]
  from generate_series(1, 50000) i;

-- A search index is filled faster at the end.
select indexdef || ';' as post_words from pg_indexes where indexname = 'post_words' \gset
drop index post_words;

-- Few write much, many write little.
insert into post (id, author_id, title, body, body_html, category, region, version, created_at)
select md5('p' || i)::uuid, md5('m' || (1 + floor(power(random(), 2) * 50000))::int)::uuid, 'Title ' || i, 'Body ' || i,
       '<p>Body</p>', 'free', 'r' || (i % 250), 1, now() - (1000000 - i) * interval '30 seconds'
  from generate_series(1, 1000000) i;

insert into post_standing (post_id, region, created_at, up_count, down_count, comment_count)
select id, region, created_at, (random() * random() * 50)::int, (random() * 5)::int,
       case when id = md5('p1000000')::uuid then 10000 else 0 end
  from post;

insert into follow (follower_id, followed_id)
select md5('m1')::uuid, md5('m' || i)::uuid from (select i from generate_series(2, 50000) i order by random() limit 5000) f;

-- A third of the comments are roots; the others answer one of them, or an answer to it.
with numbered as (
    select i, md5('c' || i)::uuid as id, md5('c' || (i - i % 3))::uuid as root, md5('c' || (i - 1))::uuid as before
      from generate_series(3, 10002) i
)
insert into comment (id, post_id, parent_id, root_id, path, depth, author_id, body, body_html, version, reply_count, up_count, created_at)
select id, md5('p1000000')::uuid, case i % 3 when 0 then null else before end, root,
       case i % 3 when 0 then array[id] when 1 then array[root, id] else array[root, before, id] end,
       i % 3, md5('m' || i)::uuid, 'Comment ' || i, '<p>Comment</p>', 1, case i % 3 when 2 then 0 else 1 end,
       (random() * 20)::int, now()
  from numbered order by i;

:post_words
vacuum analyze;
