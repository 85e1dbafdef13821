-- Whom an earlier text speaks to, so that an erased person is found in it although the present one leaves them out.
create function mentioned_in(html text) returns uuid[] language sql immutable strict parallel safe as $$
    select array(select found[1]::uuid from regexp_matches(html, 'data-user="([0-9a-f-]{36})"', 'g') found)
$$;

create index post_revision_mentions on post_revision using gin (mentioned_in(body_html));
