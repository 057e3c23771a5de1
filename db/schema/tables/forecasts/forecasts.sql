create table forecasts (
  forecast_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  site_uuid uuid not null,
  timestamp_utc timestamp not null,
  forecast_version varchar(32) not null,
  constraint forecasts_pkey primary key (forecast_uuid),
  constraint forecasts_site_uuid_fkey foreign key (site_uuid) references sites
);
create index ix_forecasts_site_uuid_timestamp_utc on forecasts (site_uuid, timestamp_utc);

comment on table forecasts is
  'Runs: one forecast of one model for one site, made at one issue time. Table of the Python '
  'SDK.';
comment on column forecasts.forecast_uuid is 'Key of the run.';
comment on column forecasts.created_utc is
  'When the run was written (UTC). NULL counts as newest.';
comment on column forecasts.site_uuid is 'The site that the run is about.';
comment on column forecasts.timestamp_utc is
  'Issue time: when the run was made (UTC), the newest information it can have used.';
comment on column forecasts.forecast_version is 'Version of the program that made the run.';

alter table forecasts enable row level security;
create policy by_site on forecasts to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
create policy every_row_sitecast_sdk on forecasts to sitecast_sdk using (true);
create trigger latest_delete after delete on forecasts
  referencing old table as old_rows
  for each statement execute function app.on_forecasts_change();
create trigger latest_update after update on forecasts
  referencing old table as old_rows new table as new_rows
  for each statement execute function app.on_forecasts_change();
grant select on forecasts to sitecast_app, sitecast_admin;
grant select, insert, update, delete on forecasts to sitecast_sdk;
