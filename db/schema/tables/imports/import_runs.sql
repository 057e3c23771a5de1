create table app.import_runs (
  import_uuid uuid not null,
  run_number integer not null,
  piece_number integer not null,
  site_uuid uuid not null,
  made_utc timestamp not null,
  model_name text not null,
  model_version text not null,
  value_count integer not null,
  starts bigint[] not null,
  ends bigint[] not null,
  powers double precision[] not null,
  p10s double precision[] not null,
  p90s double precision[] not null,
  horizons integer[] not null,
  lines integer[] not null,
  constraint import_runs_pkey primary key (import_uuid, run_number, piece_number),
  constraint import_runs_import_uuid_fkey foreign key (import_uuid)
    references app.imports on delete cascade
);

comment on table app.import_runs is
  'Forecasts as a checked file has them, ready to be stored run by run, in the parts in which the '
  'file has each run. Read and written by the owner only.';
comment on column app.import_runs.import_uuid is 'The import.';
comment on column app.import_runs.run_number is
  'Place of the run among those of the file, by its first line, from 0.';
comment on column app.import_runs.piece_number is 'Place in the file of the piece, from 0.';
comment on column app.import_runs.site_uuid is 'The site of the run.';
comment on column app.import_runs.made_utc is 'When the run was made (UTC).';
comment on column app.import_runs.model_name is 'Name of its model.';
comment on column app.import_runs.model_version is 'Version of its model; empty without one.';
comment on column app.import_runs.value_count is 'How many values this part has.';
comment on column app.import_runs.starts is
  'Of each value: start of the period, in milliseconds since 1970 (UTC).';
comment on column app.import_runs.ends is
  'Of each value: end of the period, excluded, in milliseconds since 1970 (UTC).';
comment on column app.import_runs.powers is 'Of each value: mean power, in kW.';
comment on column app.import_runs.p10s is 'Of each value: P10 in kW. NULL: none.';
comment on column app.import_runs.p90s is 'Of each value: P90 in kW. NULL: none.';
comment on column app.import_runs.horizons is
  'Of each value: minutes from the run to the start as the file says. NULL: it does not.';
comment on column app.import_runs.lines is
  'Of each value: number of the line in the file, from 1.';
