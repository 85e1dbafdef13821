create extension if not exists pg_trgm;

-- Administrators search for parts of addresses and names.
create index account_text on account using gin (email gin_trgm_ops, display_name gin_trgm_ops) where not guest;
