-- How many places stand in each cell of a twenty-fifth of a degree, by kind and (under the kind '') together: what clusters of
-- wide boxes are made of. It is counted anew from time to time; narrow boxes and few places are counted as they are.
create table place_grid (
    category text             not null,
    cell_row integer          not null,
    cell_col integer          not null,
    count    bigint           not null,
    lat_sum  double precision not null,
    lon_sum  double precision not null,
    primary key (category, cell_row, cell_col)
);

create table place_grid_state (
    only_one   boolean     primary key default true check (only_one),
    -- Changes of the table of places that had been made by then, as the database counts them.
    changes    bigint      not null,
    counted_at timestamptz not null,
    took       interval    not null
);

insert into place_grid_state (changes, counted_at, took) values (-1, '-infinity', '0');

-- By the Bayesian mean: as if eight people had given 3.7 before.
drop index place_rated;
create index place_rated on place (
        (-((rating_sum + 29.6::double precision) / (rating_count + 8))), ((-rating_count)::double precision), id)
    where deleted_at is null and status <> 'closed';

-- Holidays and the sun are known by now: such hours are not the same every week.
update place set open_week = null
where open_week is not null and opening_hours ~* '\m(PH|sunrise|sunset|dawn|dusk)\M';
