create table app.site_series (
  site_uuid uuid not null,
  kind text not null,
  start_utc timestamp not null,
  end_utc timestamp not null,
  power_kw double precision not null,
  constraint site_series_pkey primary key (site_uuid, kind, start_utc),
  constraint site_series_site_uuid_fkey foreign key (site_uuid)
    references sites on delete cascade,
  constraint site_series_kind_check check (kind in ('consumption', 'charger'))
);

comment on table app.site_series is
  'What loggers of a site measured beside generation: mean power over [start_utc, end_utc).';
comment on column app.site_series.site_uuid is 'The site.';
comment on column app.site_series.kind is 'consumption (of the house) or charger.';
comment on column app.site_series.start_utc is 'Start of the period (UTC).';
comment on column app.site_series.end_utc is 'End of the period (UTC), excluded.';
comment on column app.site_series.power_kw is 'Mean power over the period, in kW.';

alter table app.site_series enable row level security;
create policy by_site on app.site_series to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
grant select on app.site_series to sitecast_app, sitecast_admin;
