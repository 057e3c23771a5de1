create table energy_fits (
  site_uuid uuid not null,
  model_name text not null,
  until_utc timestamp not null,
  day date,
  is_typical boolean not null default false,
  calibrations jsonb not null default '[]',
  constraint energy_fits_pkey primary key (site_uuid, model_name),
  constraint energy_fits_site_uuid_fkey foreign key (site_uuid)
    references sites on delete cascade
);

comment on table energy_fits is
  'How the energy of a day follows from a model''s forecast of it, by site and model.';
comment on column energy_fits.site_uuid is 'The site.';
comment on column energy_fits.model_name is 'Name of the model, whatever its version.';
comment on column energy_fits.until_utc is
  'Until when forecast energies have been kept in app.energy_pairs (UTC).';
comment on column energy_fits.day is
  'Day in the site''s zone on which the calibrations were made. NULL: not yet.';
comment on column energy_fits.is_typical is
  'True: the baseline has learned nothing of this site; its values are typical, not a forecast.';
comment on column energy_fits.calibrations is
  'Corrections of the mean and quantiles of the errors by lead hour '
  '(domain/forecasts/energy/calibration.ts).';

alter table energy_fits enable row level security;
create policy by_site on energy_fits to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
grant select on energy_fits to sitecast_app, sitecast_admin;
