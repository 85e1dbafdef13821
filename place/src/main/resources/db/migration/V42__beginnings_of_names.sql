-- Whole names have a full stop before them and no longer behind: what is called exactly so is found at once as before, and also what
-- begins so, without everything of which a later word does.

drop index place_name_lexemes;

-- A word is cut after 250 keys where the text is long, as before.
create or replace function place_name_lexemes(name_keys text, search_text text) returns tsvector language sql immutable parallel safe
return array_to_tsvector(array_remove(string_to_array(
    case when position('|' in search_text) > 1000
         then regexp_replace(
             replace(rtrim(name_keys), ' ', ' .') || ' ' || split_part(search_text, '|', 1),
             '([^ ]{250})[^ ]+', '\1', 'g')
         else replace(rtrim(name_keys), ' ', ' .') || ' ' || split_part(search_text, '|', 1)
    end, ' '), ''));

create index place_name_lexemes on place using gin (place_name_lexemes(name_keys, search_text))
    where deleted_at is null and status <> 'closed';
