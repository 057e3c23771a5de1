create table app.logger_sites (
  site_uuid uuid not null,
  period_minutes integer not null,
  kept_before_utc timestamp,
  constraint logger_sites_pkey primary key (site_uuid),
  constraint logger_sites_site_uuid_fkey foreign key (site_uuid) references sites on delete cascade,
  constraint logger_sites_period_minutes_check check (period_minutes in (5, 10, 15, 30))
);

comment on table app.logger_sites is
  'How readings become generation, consumption and charger power at sites of which a variable feeds '
  'one of them, or did.';
comment on column app.logger_sites.site_uuid is 'The site.';
comment on column app.logger_sites.period_minutes is
  'Length of the periods that are counted: 5, 10, 15 or 30 minutes, counted from midnight (UTC).';
comment on column app.logger_sites.kept_before_utc is
  'Periods that start before this stay as they were counted (UTC): what feeds the site since then is '
  'not what fed it before. NULL: each is counted again when its readings change.';

alter table app.logger_sites enable row level security;
create policy by_site on app.logger_sites to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
create trigger period_update after update of period_minutes on app.logger_sites
  for each row when (old.period_minutes <> new.period_minutes)
  execute function app.on_period_change();
grant select on app.logger_sites to sitecast_app, sitecast_admin;
grant insert (site_uuid, period_minutes), update (period_minutes)
  on app.logger_sites to sitecast_app;
