-- The words of names as before, but whole names with a full stop behind them: what is called exactly so is found at once, however many
-- names have the word in them, and a beginning finds both.

-- The text begins with the names as one word each. A word is cut after 250 keys where the text is long: nobody types more of it, and a
-- lexeme has no more than 2,046 bytes.
create function place_name_lexemes(name_keys text, search_text text) returns tsvector language sql immutable parallel safe
return array_to_tsvector(array_remove(string_to_array(
    case when position('|' in search_text) > 1000
         then regexp_replace(
             replace(trim(name_keys), ' ', '. ') || '.' || substr(split_part(search_text, '|', 1), length(name_keys)),
             '([^ ]{250})[^ ]+', '\1', 'g')
         else replace(trim(name_keys), ' ', '. ') || '.' || substr(split_part(search_text, '|', 1), length(name_keys))
    end, ' '), ''));

drop index place_name_words;
drop function place_name_words;
create index place_name_lexemes on place using gin (place_name_lexemes(name_keys, search_text))
    where deleted_at is null and status <> 'closed';
