-- Trained models: kept here, so that every replica has them without a disk in common.
create table model (
    version    text primary key,
    kind       text        not null,
    trained_at timestamptz not null,
    bytes      bigint      not null,
    recall     double precision,
    ndcg       double precision,
    verdict    text        not null,
    live_since timestamptz,
    withdrawn  boolean     not null default false
);

create table model_part (
    version text    not null references model (version) on delete cascade,
    part    integer not null,
    bytes   bytea   not null,
    primary key (version, part)
);

-- One row: who trains, until when; a trainer that died is waited for no longer than this.
create table training_lease (
    single  boolean primary key default true check (single),
    holder  uuid,
    expires timestamptz not null default '-infinity'
);

insert into training_lease default values;
