-- A comment that a moderator has to see first tells nobody. Whom it answers hears of it when it is shown.
alter table comment add column told boolean not null default true;
