-- The names of people who write here.
create table member (
    id           uuid primary key,
    display_name text
);

alter table review add column helpful_count integer not null default 0 check (helpful_count >= 0);

create table review_vote (
    review_id uuid        not null references review (id) on delete cascade,
    user_id   uuid        not null,
    at        timestamptz not null,
    primary key (review_id, user_id)
);

create index review_vote_of_user on review_vote (user_id);
create index review_helpful on review (place_id, helpful_count desc, id desc);
create index review_of_author on review (author_id);
create index visit_of_place on visit (place_id);
create index bookmark_of_place on bookmark (place_id);
