-- Hours that are closed for a part of a day, as in "Mo-Fr 09:00-18:00; 12:00-13:00 off", stood as if closed for all of it. Until such places are
-- written again the service tells from their text; of those that files brought the next file writes the week anew.
update place
   set open_week = null,
       content_hash = case when source is null then content_hash else '' end
 where open_week is not null and opening_hours ~* '[0-9+)]\s*(off|closed)\M';
