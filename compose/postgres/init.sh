#!/usr/bin/env bash
# Run once by the PostgreSQL container, on an empty data folder: a database and a role for each service.
set -euo pipefail

query() { # database
  psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$1"
}

create() { # service, password
  query postgres <<SQL
create role maltan_$1 login password '$2';
create database maltan_$1 owner maltan_$1;
revoke connect, temporary on database maltan_$1 from public;
SQL
  query "maltan_$1" <<SQL
create extension if not exists pg_trgm;
create extension if not exists cube;
create extension if not exists earthdistance;
create extension if not exists btree_gist;
create extension if not exists unaccent;
create extension if not exists citext;
SQL
}

query postgres <<SQL
revoke connect on database postgres, template1 from public;
SQL
create user "$MALTAN_USER_PASSWORD"
create place "$MALTAN_PLACE_PASSWORD"
create recommendation "$MALTAN_RECOMMENDATION_PASSWORD"
create community "$MALTAN_COMMUNITY_PASSWORD"

printf "include_if_exists '/etc/maltan/postgresql.conf'\n" >>"$PGDATA/postgresql.conf"
