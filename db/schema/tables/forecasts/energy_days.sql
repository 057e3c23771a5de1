create table energy_days (
  site_uuid uuid not null,
  day date not null,
  issued_utc timestamp not null,
  model_name text not null,
  mean_kwh double precision not null,
  p10_kwh double precision,
  p90_kwh double precision,
  is_reconstructed boolean not null,
  constraint energy_days_pkey primary key (site_uuid, day),
  constraint energy_days_site_uuid_fkey foreign key (site_uuid)
    references sites on delete cascade
);

comment on table energy_days is
  'The day-ahead energy of a site''s days, as it was known at 9:00 of the day before in the '
  'site''s zone. A row never changes.';
comment on column energy_days.site_uuid is 'The site.';
comment on column energy_days.day is 'Day in the site''s zone.';
comment on column energy_days.issued_utc is 'When it was known: 9:00 of the day before (UTC).';
comment on column energy_days.model_name is 'Name of the model.';
comment on column energy_days.mean_kwh is 'Expected energy of the day (mean), in kWh.';
comment on column energy_days.p10_kwh is
  'Energy that 1 of 10 such days stays below, in kWh. NULL: the model has been compared with too '
  'few days.';
comment on column energy_days.p90_kwh is
  'Energy that 9 of 10 such days stay below, in kWh. NULL as p10_kwh.';
comment on column energy_days.is_reconstructed is
  'True: made later from the forecasts that had been stored by then.';

alter table energy_days enable row level security;
create policy by_site on energy_days to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
grant select on energy_days to sitecast_app, sitecast_admin;
