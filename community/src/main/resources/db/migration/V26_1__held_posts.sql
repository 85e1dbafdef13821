-- As with comments: a post that a moderator has to see first is told to nobody, and is new when it is shown.
alter table post add column told boolean not null default true;
