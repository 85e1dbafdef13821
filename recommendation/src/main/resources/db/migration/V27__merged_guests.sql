-- Guests who became accounts, for as long as an access token of theirs can live: what they still give is the account's.
create table merged_guest (
    guest     uuid primary key,
    account   uuid        not null,
    merged_at timestamptz not null default now()
);

create index merged_guest_of_account on merged_guest (account);
create index merged_guest_by_time on merged_guest (merged_at);
