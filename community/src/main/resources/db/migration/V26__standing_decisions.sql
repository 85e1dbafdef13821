-- The case that removed a text: on appeal it brings back what it took, and nothing that an author deleted.
alter table post add column removed_by_case uuid references moderation_case;
alter table comment add column removed_by_case uuid references moderation_case;

update post p set removed_by_case = c.id from moderation_case c
 where c.target = 'post' and c.target_id = p.id and c.action = 'remove' and not c.overturned
   and c.author_id = p.author_id and p.removed_at = c.decided_at;
update comment k set removed_by_case = c.id from moderation_case c
 where c.target = 'comment' and c.target_id = k.id and c.action = 'remove' and not c.overturned
   and c.author_id = k.author_id and k.removed_at = c.decided_at;

-- Whether a rule holds the text back until the case is decided.
alter table moderation_case add column held boolean not null default false;

update moderation_case c set held = true
 where c.status = 'open' and exists (
        select 1 from report r where r.case_id = c.id and r.reporter_id is null and r.reason = 'watched_word' and r.weight = 5);

-- How long somebody is suspended is what the decisions say that stand; a row a person could hold but one of them.
drop table suspension;
create index moderation_case_suspension on moderation_case (author_id, suspended_until)
    where action = 'suspend_author' and not overturned;
