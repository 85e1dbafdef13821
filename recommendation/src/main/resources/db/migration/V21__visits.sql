-- Whether somebody else's feedback on a place is already counted, and everything of a person's on a place.
create index feedback_of_user_on_place on feedback (user_id, place_id) where not withdrawn;

-- What happened in a span of time, for what is rising.
create index feedback_by_time on feedback (at)
    where not withdrawn and type in ('like', 'bookmark', 'visit', 'share', 'rating');

-- A post's share is taken back by the post's id.
create index feedback_by_event on feedback (event_id) where source <> 'client';
