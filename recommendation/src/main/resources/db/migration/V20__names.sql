-- What a place is called in the languages that answers speak, where that is not its name.
alter table place add column name_ko text, add column name_en text;
