-- Addresses are compared in form NFKC. One that would become another account's stays as it is.
update account
set email = lower(normalize(email, nfkc))
where email is not nfkc normalized
    and not exists (
        select from account other
        where other.email = lower(normalize(account.email, nfkc)));
