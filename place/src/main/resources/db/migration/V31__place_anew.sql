-- An import that is large beside what is there writes a new table, place_incoming, and puts it in the place of the old one:
-- indexes that are built at once cost a third of what they cost row by row, and whoever reads goes on reading the old table.
-- All of it happens in the import's transaction. What the table is like is read from the catalogue, so that later migrations
-- need not know of it.

-- The columns that are written; generated ones are not.
create function place_columns() returns text language sql stable as $$
    select string_agg(quote_ident(attname), ', ' order by attnum)
      from pg_attribute
     where attrelid = 'place'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
$$;

-- What makes the same indexes and statistics on the new table.
create function place_anew_statements() returns setof text language sql stable as $$
    select format('alter table place_incoming alter %I set statistics %s', attname, attstattarget)
      from pg_attribute
     where attrelid = 'place'::regclass and attnum > 0 and not attisdropped and attstattarget is not null
    union all
    select regexp_replace(
               pg_get_indexdef(indexrelid),
               '^(CREATE|CREATE UNIQUE) INDEX \S+ ON \S+ ',
               '\1 INDEX ' || quote_ident(relname || '_incoming') || ' ON place_incoming ')
      from pg_index join pg_class on pg_class.oid = indexrelid
     where indrelid = 'place'::regclass
$$;

-- Adds the places that there are to the new ones, and notes in which state they were.
create function place_anew_keep() returns void language plpgsql as $$
begin
    create temporary table place_kept on commit drop as select id, xmin as state from place;
    execute format('insert into place_incoming (%1$s) select %1$s from place', place_columns());
end
$$;

-- Waits until nobody uses the places, in short tries, since all others wait behind whoever waits for that.
create function place_anew_lock() returns void language plpgsql as $$
begin
    for attempt in 1..300 loop
        begin
            set local lock_timeout = '200ms';
            execute 'lock table ' || (
                select string_agg(distinct lockable::regclass::text, ', ')
                  from (select 'place'::regclass::oid as lockable
                        union all
                        select conrelid from pg_constraint
                         where contype = 'f' and confrelid = 'place'::regclass) as tables)
                || ' in access exclusive mode';
            set local lock_timeout = 0;
            return;
        exception when lock_not_available or deadlock_detected then
            perform pg_sleep(0.1 + random() * 0.2);
        end;
    end loop;
    raise lock_not_available using message = 'The places are in use all the time';
end
$$;

-- Puts the new table in the place of the old one. What refers to places is checked later, by place_anew_check.
create function place_anew_swap() returns void language plpgsql as $$
declare
    each record;
    references_to_places text[] := '{}';
begin
    perform place_anew_lock();

    -- Whatever has changed since it was kept.
    create temporary table place_changed on commit drop as
        select place.id from place left join place_kept on place_kept.id = place.id
         where place_kept.id is null or place_kept.state <> place.xmin;
    delete from place_incoming using place_changed where place_incoming.id = place_changed.id;
    execute format(
        'insert into place_incoming (%1$s) select %1$s from place where id in (select id from place_changed)',
        place_columns());

    for each in
        select conrelid::regclass as owner, conname, pg_get_constraintdef(oid) as definition
          from pg_constraint where contype = 'f' and confrelid = 'place'::regclass
    loop
        references_to_places := references_to_places || format(
            'alter table %s add constraint %I %s not valid',
            each.owner, each.conname, regexp_replace(each.definition, ' NOT VALID$', ''));
        execute format('alter table %s drop constraint %I', each.owner, each.conname);
    end loop;

    drop table place;
    alter table place_incoming alter created_at drop default, alter updated_at drop default;
    alter table place_incoming rename to place;
    for each in
        select relname from pg_index join pg_class on pg_class.oid = indexrelid
         where indrelid = 'place'::regclass
    loop
        execute format(
            'alter index %I rename to %I', each.relname, regexp_replace(each.relname, '_incoming$', ''));
    end loop;
    alter table place add constraint place_pkey primary key using index place_pkey;
    for i in 1..cardinality(references_to_places) loop
        execute references_to_places[i];
    end loop;
end
$$;

-- Lets the planner and everybody else know that references are as they should be.
create function place_anew_check() returns void language plpgsql as $$
declare
    each record;
begin
    for each in
        select conrelid::regclass as owner, conname from pg_constraint
         where contype = 'f' and confrelid = 'place'::regclass and not convalidated
    loop
        execute format('alter table %s validate constraint %I', each.owner, each.conname);
    end loop;
end
$$;
