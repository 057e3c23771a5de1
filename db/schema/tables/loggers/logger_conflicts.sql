create table app.logger_conflicts (
  site_uuid uuid not null,
  start_utc timestamp not null,
  end_utc timestamp not null,
  power_kw double precision not null,
  constraint logger_conflicts_pkey primary key (site_uuid, start_utc),
  constraint logger_conflicts_site_uuid_fkey foreign key (site_uuid)
    references sites on delete cascade
);

comment on table app.logger_conflicts is
  'Periods of sites whose generation loggers measured, but for which a measurement that came another '
  'way is stored: that stays, and nothing is written.';
comment on column app.logger_conflicts.site_uuid is 'The site.';
comment on column app.logger_conflicts.start_utc is 'Start of the period (UTC).';
comment on column app.logger_conflicts.end_utc is 'End of the period (UTC), excluded.';
comment on column app.logger_conflicts.power_kw is 'Mean power that the loggers measured, in kW.';

alter table app.logger_conflicts enable row level security;
create policy by_site on app.logger_conflicts to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
grant select on app.logger_conflicts to sitecast_app, sitecast_admin;
