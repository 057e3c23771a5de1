create table app.energy_pairs (
  site_uuid uuid not null,
  model_name text not null,
  day date not null,
  lead_hour smallint not null,
  forecast_kwh double precision not null,
  below_kwh double precision not null,
  above_kwh double precision not null,
  potential_kwh double precision not null,
  measured_kwh double precision,
  constraint energy_pairs_pkey primary key (site_uuid, model_name, lead_hour, day)
);

create table public.energy_days (
  site_uuid uuid not null,
  day date not null,
  issued_utc timestamp without time zone not null,
  model_name text not null,
  mean_kwh double precision not null,
  p10_kwh double precision,
  p90_kwh double precision,
  is_reconstructed boolean not null,
  constraint energy_days_pkey primary key (site_uuid, day)
);

alter table public.energy_days
  enable row level security;

create table public.energy_fits (
  site_uuid uuid not null,
  model_name text not null,
  until_utc timestamp without time zone not null,
  day date,
  is_typical boolean not null default false,
  calibrations jsonb not null default '[]'::jsonb,
  constraint energy_fits_pkey primary key (site_uuid, model_name)
);

alter table public.energy_fits
  enable row level security;

alter table app.energy_pairs
  add constraint energy_pairs_site_uuid_fkey foreign key (site_uuid)
    references public.sites(site_uuid) on delete cascade;

alter table public.energy_days
  add constraint energy_days_site_uuid_fkey foreign key (site_uuid)
    references public.sites(site_uuid) on delete cascade;

alter table public.energy_fits
  add constraint energy_fits_site_uuid_fkey foreign key (site_uuid)
    references public.sites(site_uuid) on delete cascade;

create policy by_site on public.energy_days
  for all
  to sitecast_app, sitecast_admin
  using ((site_uuid = ANY (( select app.visible_sites() as visible_sites)::uuid[])));

create policy by_site on public.energy_fits
  for all
  to sitecast_app, sitecast_admin
  using ((site_uuid = ANY (( select app.visible_sites() as visible_sites)::uuid[])));

comment on column app.energy_pairs.above_kwh is 'Sum of the distances of P90 above the values, in kWh; 0 without P90.';

comment on column app.energy_pairs.below_kwh is 'Sum of the distances of P10 below the values, in kWh; 0 without P10.';

comment on column app.energy_pairs.day is 'Day in the site''s zone that the energy belongs to.';

comment on column app.energy_pairs.forecast_kwh is 'Sum of the forecast values, in kWh.';

comment on column app.energy_pairs.lead_hour is 'Hour of that day by the site''s clock at which the forecast was known; -15 is 9:00 of the day before. The energy is that from then to the end of the day.';

comment on column app.energy_pairs.measured_kwh is 'Measured energy, in kWh; small gaps are filled in proportion to the potential. NULL: less than 90 % was measured (yet).';

comment on column app.energy_pairs.model_name is 'Name of the model, whatever its version.';

comment on column app.energy_pairs.potential_kwh is 'Energy under a cloudless sky; for wind at full capacity, in kWh.';

comment on column app.energy_pairs.site_uuid is 'The site.';

comment on column public.energy_days.day is 'Day in the site''s zone.';

comment on column public.energy_days.is_reconstructed is 'True: made later from the forecasts that had been stored by then.';

comment on column public.energy_days.issued_utc is 'When it was known: 9:00 of the day before (UTC).';

comment on column public.energy_days.mean_kwh is 'Expected energy of the day (mean), in kWh.';

comment on column public.energy_days.model_name is 'Name of the model.';

comment on column public.energy_days.p10_kwh is 'Energy that 1 of 10 such days stays below, in kWh. NULL: the model has been compared with too few days.';

comment on column public.energy_days.p90_kwh is 'Energy that 9 of 10 such days stay below, in kWh. NULL as p10_kwh.';

comment on column public.energy_days.site_uuid is 'The site.';

comment on column public.energy_fits.calibrations is 'Corrections of the mean and quantiles of the errors by lead hour (domain/forecasts/energy/calibration.ts).';

comment on column public.energy_fits.day is 'Day in the site''s zone on which the calibrations were made. NULL: not yet.';

comment on column public.energy_fits.is_typical is 'True: the baseline has learned nothing of this site; its values are typical, not a forecast.';

comment on column public.energy_fits.model_name is 'Name of the model, whatever its version.';

comment on column public.energy_fits.site_uuid is 'The site.';

comment on column public.energy_fits.until_utc is 'Until when forecast energies have been kept in app.energy_pairs (UTC).';

comment on table app.energy_pairs is 'Energy of days, or of the rest of them, as a model forecast it and as it was measured: what the range of a forecast energy is calibrated on. Only the service reads and writes it.';

comment on table public.energy_days is 'The day-ahead energy of a site''s days, as it was known at 9:00 of the day before in the site''s zone. A row never changes.';

comment on table public.energy_fits is 'How the energy of a day follows from a model''s forecast of it, by site and model.';

grant select on table public.energy_days to sitecast_app, sitecast_admin;

grant select on table public.energy_fits to sitecast_app, sitecast_admin;
