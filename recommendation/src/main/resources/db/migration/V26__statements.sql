-- What a person took back stays taken back, whatever another service says of it again.
alter table feedback add column retracted boolean not null default false;

update feedback set retracted = true where withdrawn;

-- Told long after it happened: tells the person's taste, but nothing of what is popular now or rising.
alter table feedback add column backdated boolean not null default false;

-- What it follows from in the service that told of it, such as the post of a meetup.
alter table feedback add column reference uuid;

-- What was said of a place that is merged into another.
create index feedback_of_place on feedback (place_id);
create index mention_of_place on mention (place_id);
