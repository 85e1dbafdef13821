-- What a name or a word in it begins with. Trigrams find that too, but by way of all places that have the same trigrams in any order, which
-- for a few keys are many times as many as those that are meant.

-- The text up to its bar, each word once. A word is cut after 250 keys where the text is long: nobody types more of it, and a lexeme has no
-- more than 2,046 bytes.
create function place_name_words(search_text text) returns tsvector language sql immutable parallel safe
return array_to_tsvector(array_remove(string_to_array(
    case when position('|' in search_text) > 1000
         then regexp_replace(split_part(search_text, '|', 1), '([^ ]{250})[^ ]+', '\1', 'g')
         else split_part(search_text, '|', 1)
    end, ' '), ''));

create index place_name_words on place using gin (place_name_words(search_text))
    where deleted_at is null and status <> 'closed';
