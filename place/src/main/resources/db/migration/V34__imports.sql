-- place_skipped has the sources of records that could not be read: their places have not vanished.
create or replace function place_anew_forget() returns void language sql as $$
    drop table if exists place_incoming, place_skipped, place_anew, place_kept;
$$;

-- Whoever waits for a table cancels an autovacuum of it, but only after deadlock_timeout (1 s), which the short tries below never
-- reach: while a large table was vacuumed none of them succeeded. The first lock is one that neither readers nor writers wait behind,
-- so it can be waited for as long as it takes; it cancels autovacuum, and no other begins before the end of the transaction.
create or replace function place_anew_lock() returns void language plpgsql as $$
declare
    tables text := (
        select string_agg(distinct lockable::regclass::text, ', ')
          from (select 'place'::regclass::oid as lockable
                union all
                select conrelid from pg_constraint
                 where contype = 'f' and confrelid = 'place'::regclass) as tables);
begin
    execute 'lock table ' || tables || ' in share update exclusive mode';
    -- Since all others wait behind whoever waits for this one, it is tried for, and no longer than 200 ms.
    for attempt in 1..300 loop
        begin
            set local lock_timeout = '200ms';
            execute 'lock table ' || tables || ' in access exclusive mode';
            set local lock_timeout = 0;
            return;
        exception when lock_not_available or deadlock_detected then
            perform pg_sleep(0.1 + random() * 0.2);
        end;
    end loop;
    raise lock_not_available using message = 'The places are in use all the time';
end
$$;
