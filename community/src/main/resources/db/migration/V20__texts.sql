-- What posts and comments say beside their words, and whether a moderator has hidden them.

alter table post
    add column photos uuid[] not null default '{}',
    add column tags text[] not null default '{}',
    add column mentions uuid[] not null default '{}',
    add column hidden_at timestamptz;

create index post_tags on post using gin (tags) where removed_at is null;
create index post_mentions on post using gin (mentions) where mentions <> '{}';

alter table comment
    add column mentions uuid[] not null default '{}',
    add column hidden_at timestamptz;

create index comment_mentions on comment using gin (mentions) where mentions <> '{}';

create index member_name on member (lower(display_name));

-- Words as they are looked for: one form of each letter, and no blanks, because Korean is written with and without.
create function search_text(words text) returns text
    language sql immutable strict parallel safe cost 20
    return translate(
        lower(normalize(words, NFKC)), E' \t\r\n\u2028\u2029\u200b\u200c\u200d\u2060\ufeff', '');

-- Every letter of a text and every two that stand together. Trigrams would not find words of two syllables.
create function search_grams(words text) returns text[]
    language sql immutable strict parallel safe cost 2000
begin atomic
    select coalesce(array_agg(distinct gram collate "C"), '{}')
      from (select letter, lead(letter) over (order by place) as following
              from string_to_table(search_text(words), null) with ordinality as l (letter, place)) pairs
     cross join lateral (values (letter), (letter || following)) as grams (gram)
     where gram is not null;
end;

-- The grams that a text has to have to contain a word: its pairs, or its only letter.
create function search_keys(word text) returns text[]
    language sql immutable strict parallel safe cost 100
begin atomic
    select coalesce(array_agg(distinct gram collate "C"), '{}')
      from unnest(search_grams(word)) as grams (gram)
     where length(gram) = least(2, length(search_text(word)));
end;

drop index post_text;
create index post_words on post using gin (search_grams(title || ' ' || body)) where removed_at is null;
