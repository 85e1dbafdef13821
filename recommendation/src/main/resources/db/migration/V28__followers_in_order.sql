-- The followers of a person in the order of their ids, a page after the other.
create index follow_by_followee on follow (followee, follower);

drop index follow_of_followee;
