-- The planner never joins the findings of two indexes that have the same condition: it takes the second for superfluous.
-- Kinds and regions are asked for together with each other and with words, so their indexes have no condition.
drop index place_category;
drop index place_region;
create index place_category on place (category);
create index place_region on place (region_code);
