-- What a text said when it was reported: an edit does not take it from the moderators. Kept once for each version in a case.
alter table report
    add column title text,
    add column body text,
    add column body_html text;

create index report_mentions on report using gin (mentioned_in(body_html)) where body_html is not null;
