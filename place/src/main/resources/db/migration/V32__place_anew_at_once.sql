-- The new table of a large import is kept while its indexes are built on several connections at once, which see only what has been
-- committed. It is called place_anew then; place_incoming has those records that are of places that there are already. Nobody reads any of
-- it before the exchange, which is one transaction with everything else that the import changes; whoever finds such tables without a
-- running import drops them.

drop function place_anew_statements();
drop function place_anew_keep();
drop function place_anew_swap();

-- What is left of an import that has ended.
create function place_anew_forget() returns void language sql as $$
    drop table if exists place_incoming, place_anew, place_kept;
$$;

-- Parts the incoming records: those that are new become the new table.
create function place_anew_part() returns void language plpgsql as $$
declare
    each record;
begin
    alter table place_incoming rename to place_anew;
    create table place_incoming as
        select place_anew.* from place_anew join place on place.source = place_anew.source;
    delete from place_anew using place_incoming where place_anew.id = place_incoming.id;
    alter table place_anew set (autovacuum_enabled = off);
    for each in
        select attname, attstattarget from pg_attribute
         where attrelid = 'place'::regclass and attnum > 0 and not attisdropped and attstattarget is not null
    loop
        execute format(
            'alter table place_anew alter %I set statistics %s', each.attname, each.attstattarget);
    end loop;
end
$$;

-- Adds the places that there are, and notes in which state they were.
create function place_anew_keep() returns void language plpgsql as $$
begin
    create table place_kept as select id, xmin as state from place;
    execute format('insert into place_anew (%1$s) select %1$s from place', place_columns());
end
$$;

-- What makes the same indexes on the new table, those first that take longest.
create function place_anew_indexes() returns setof text language sql stable as $$
    select regexp_replace(
               pg_get_indexdef(indexrelid),
               '^(CREATE|CREATE UNIQUE) INDEX \S+ ON \S+ ',
               '\1 INDEX ' || quote_ident(of_index.relname || '_anew') || ' ON place_anew ')
      from pg_index
           join pg_class as of_index on of_index.oid = indexrelid
           join pg_am on pg_am.oid = of_index.relam
     where indrelid = 'place'::regclass
     order by case amname when 'gin' then 0 when 'gist' then 1 else 2 end, of_index.relname
$$;

-- Takes over whatever has changed since it was kept.
create function place_anew_catch_up() returns void language plpgsql as $$
begin
    create temporary table place_changed on commit drop as
        select place.id, place.xmin as state
          from place left join place_kept on place_kept.id = place.id
         where place_kept.id is null or place_kept.state <> place.xmin;
    delete from place_anew using place_changed where place_anew.id = place_changed.id;
    execute format(
        'insert into place_anew (%1$s) select %1$s from place where id in (select id from place_changed)',
        place_columns());
    delete from place_kept using place_changed where place_kept.id = place_changed.id;
    insert into place_kept select id, state from place_changed;
    drop table place_changed;
end
$$;

-- Puts the new table in the place of the old one. What refers to places is checked later, by place_anew_check.
create function place_anew_swap() returns void language plpgsql as $$
declare
    each record;
    references_to_places text[] := '{}';
begin
    -- Most of it before everybody waits.
    perform place_anew_catch_up();
    perform place_anew_lock();
    perform place_anew_catch_up();

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
    drop table place_kept;
    alter table place_anew alter created_at drop default, alter updated_at drop default;
    alter table place_anew reset (autovacuum_enabled);
    alter table place_anew rename to place;
    for each in
        select relname from pg_index join pg_class on pg_class.oid = indexrelid
         where indrelid = 'place'::regclass
    loop
        execute format('alter index %I rename to %I', each.relname, regexp_replace(each.relname, '_anew$', ''));
    end loop;
    alter table place add constraint place_pkey primary key using index place_pkey;
    for i in 1..cardinality(references_to_places) loop
        execute references_to_places[i];
    end loop;
end
$$;
