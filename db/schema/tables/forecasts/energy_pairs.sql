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
  constraint energy_pairs_pkey primary key (site_uuid, model_name, lead_hour, day),
  constraint energy_pairs_site_uuid_fkey foreign key (site_uuid)
    references sites on delete cascade
);

comment on table app.energy_pairs is
  'Energy of days, or of the rest of them, as a model forecast it and as it was measured: what '
  'the range of a forecast energy is calibrated on. Only the service reads and writes it.';
comment on column app.energy_pairs.site_uuid is 'The site.';
comment on column app.energy_pairs.model_name is 'Name of the model, whatever its version.';
comment on column app.energy_pairs.day is 'Day in the site''s zone that the energy belongs to.';
comment on column app.energy_pairs.lead_hour is
  'Hour of that day by the site''s clock at which the forecast was known; -15 is 9:00 of the day '
  'before. The energy is that from then to the end of the day.';
comment on column app.energy_pairs.forecast_kwh is 'Sum of the forecast values, in kWh.';
comment on column app.energy_pairs.below_kwh is
  'Sum of the distances of P10 below the values, in kWh; 0 without P10.';
comment on column app.energy_pairs.above_kwh is
  'Sum of the distances of P90 above the values, in kWh; 0 without P90.';
comment on column app.energy_pairs.potential_kwh is
  'Energy under a cloudless sky; for wind at full capacity, in kWh.';
comment on column app.energy_pairs.measured_kwh is
  'Measured energy, in kWh; small gaps are filled in proportion to the potential. NULL: less than '
  '90 % was measured (yet).';
