-- Who follows whom, and which places people spoke well of in public: posts about them and good reviews.
create table follow (
    follower uuid        not null,
    followee uuid        not null,
    at       timestamptz not null,
    primary key (follower, followee)
);

create index follow_of_followee on follow (followee);

create table mention (
    reference uuid primary key,
    author    uuid        not null,
    place_id  uuid        not null,
    at        timestamptz not null
);

create index mention_of_author on mention (author, at desc);
