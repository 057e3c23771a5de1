create unlogged table app.staged_runs (
  site_group_uuid uuid not null,
  upload_uuid uuid not null,
  piece_number integer not null,
  run_sites uuid[] not null,
  run_times timestamp[] not null,
  run_versions text[] not null,
  run_models text[] not null,
  run_model_versions text[] not null,
  runs integer[] not null,
  lines integer[] not null,
  line_rows integer[] not null,
  starts timestamp[] not null,
  ends timestamp[] not null,
  powers double precision[] not null,
  horizons integer[] not null,
  quantiles jsonb[] not null,
  created_utc timestamp not null default (now() at time zone 'utc'),
  constraint staged_runs_pkey primary key (upload_uuid, piece_number),
  constraint staged_runs_site_group_uuid_fkey foreign key (site_group_uuid)
    references site_groups on delete cascade
);
create index ix_staged_runs_site_group_uuid on app.staged_runs (site_group_uuid);
create index ix_staged_runs_created_utc on app.staged_runs (created_utc);

comment on table app.staged_runs is
  'Checked values of runs of an upload that still arrives, in pieces. One transaction moves them to '
  'forecasts and forecast_values; what is left over goes after an hour, or when PostgreSQL crashes. '
  'Web roles write by functions and read nothing.';
comment on column app.staged_runs.site_group_uuid is 'The group that sends the upload.';
comment on column app.staged_runs.upload_uuid is 'The upload: the body of one request.';
comment on column app.staged_runs.piece_number is 'Place in the upload, from 0.';
comment on column app.staged_runs.run_sites is
  'Of each run of which values are in this piece: its site.';
comment on column app.staged_runs.run_times is 'Of each run: its issue time (UTC).';
comment on column app.staged_runs.run_versions is 'Of each run: its version.';
comment on column app.staged_runs.run_models is 'Of each run: the name of its model.';
comment on column app.staged_runs.run_model_versions is
  'Of each run: the version of its model, or NULL.';
comment on column app.staged_runs.runs is 'Of each value: place of its run in the piece, from 1.';
comment on column app.staged_runs.lines is 'Of each value: number of its line, from 1.';
comment on column app.staged_runs.line_rows is
  'Of each value: its place in a line that has a whole run, from 1; 0 for a line of its own.';
comment on column app.staged_runs.starts is 'Of each value: target time (UTC).';
comment on column app.staged_runs.ends is 'Of each value: end of the period, excluded (UTC).';
comment on column app.staged_runs.powers is 'Of each value: mean power, in kW.';
comment on column app.staged_runs.horizons is
  'Of each value: minutes from the issue time, as they were sent. NULL: not sent.';
comment on column app.staged_runs.quantiles is 'Of each value: quantiles in kW by name.';
comment on column app.staged_runs.created_utc is 'When the piece arrived (UTC).';

alter table app.staged_runs enable row level security;
create policy by_group on app.staged_runs to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
