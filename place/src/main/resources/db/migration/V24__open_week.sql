-- The minutes of the week, from Monday's midnight on the place's own clock, at which it is open; null where its hours
-- are not known or are not the same every week.
alter table place add column open_week int4multirange;
