-- Spent refresh tokens are deleted once they would have expired unspent.
create index refresh_token_spent on refresh_token (spent_at) where spent_at is not null;
