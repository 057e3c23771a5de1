create table app.run_batches (
  forecast_uuid uuid not null,
  batch_id bigint not null,
  site_uuid uuid not null,
  value_count integer not null,
  constraint run_batches_pkey primary key (forecast_uuid),
  constraint run_batches_site_uuid_fkey foreign key (site_uuid)
    references sites on delete cascade
);
create index ix_run_batches_batch_id on app.run_batches (batch_id);
create index ix_run_batches_site_uuid on app.run_batches (site_uuid);

comment on table app.run_batches is
  'Which batch brought which run. No foreign key to forecasts: other writers delete runs as they '
  'like, and a row whose run does not exist means nothing.';
comment on column app.run_batches.forecast_uuid is 'The run.';
comment on column app.run_batches.batch_id is 'The batch.';
comment on column app.run_batches.site_uuid is 'The site of the run.';
comment on column app.run_batches.value_count is
  'How many values the batch wrote; a run with more was added to in SQL.';

alter table app.run_batches enable row level security;
create policy by_site on app.run_batches to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
