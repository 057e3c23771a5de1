create table public.site_figures (
  site_uuid uuid not null,
  computed_utc timestamp without time zone not null,
  version integer not null,
  revision text not null,
  day date not null,
  now_kw double precision,
  now_is_measured boolean not null,
  produced_kwh double precision,
  expected_kwh double precision,
  expected_p10_kwh double precision,
  expected_p90_kwh double precision,
  day_ahead_kwh double precision,
  tomorrow_kwh double precision,
  tomorrow_p10_kwh double precision,
  tomorrow_p90_kwh double precision,
  is_typical boolean not null,
  forecast_made_utc timestamp without time zone,
  forecast_until_utc timestamp without time zone,
  measured_until_utc timestamp without time zone,
  is_forecast_late boolean not null,
  is_measured_late boolean not null,
  no_forecast_reason text,
  half_hours jsonb not null,
  constraint site_figures_pkey primary key (site_uuid)
);

alter table public.site_figures
  enable row level security;

alter table public.site_figures
  set (fillfactor=50);

create collation app.natural_order (
  provider = icu,
  locale = 'und-u-kn-true'
);

alter table public.site_figures
  add constraint site_figures_site_uuid_fkey foreign key (site_uuid)
    references public.sites(site_uuid) on delete cascade;

create policy by_site on public.site_figures
  for all
  to sitecast_app, sitecast_admin
  using ((site_uuid = ANY (( select app.visible_sites() as visible_sites)::uuid[])));

comment on collation app.natural_order is 'Order of names for people: numbers by their value ("Roof 2" before "Roof 10"), letters whatever their case and accents.';

comment on column public.site_figures.computed_utc is 'For which moment (UTC).';

comment on column public.site_figures.day is 'The current day in the site''s zone.';

comment on column public.site_figures.day_ahead_kwh is 'Energy of today as it was expected at 9:00 of the day before (mean), in kWh. NULL: not kept.';

comment on column public.site_figures.expected_kwh is 'Expected energy of the whole day (mean), in kWh: measured so far, and forecast for the rest. NULL: less than 90 % of the daylight is covered.';

comment on column public.site_figures.expected_p10_kwh is 'Energy that 1 of 10 such days stays below, in kWh. NULL: not known yet.';

comment on column public.site_figures.expected_p90_kwh is 'Energy that 9 of 10 such days stay below, in kWh. NULL: not known yet.';

comment on column public.site_figures.forecast_made_utc is 'Issue time of the newest run that today''s forecast is from (UTC). NULL: no forecast.';

comment on column public.site_figures.forecast_until_utc is 'End of the last forecast value up to the end of the next day (UTC). NULL: no forecast.';

comment on column public.site_figures.half_hours is 'Object with "forecast" and "generation": mean power of each half hour of the day in kW, null in gaps.';

comment on column public.site_figures.is_forecast_late is 'True: no forecast for today, or one that is more than 4 hours old.';

comment on column public.site_figures.is_measured_late is 'True: nothing was measured today, or nothing recently while the sun is up.';

comment on column public.site_figures.is_typical is 'True: the forecast is a typical value, since nothing has been learned of the site.';

comment on column public.site_figures.measured_until_utc is 'End of today''s newest measured period (UTC). NULL: nothing was measured today.';

comment on column public.site_figures.no_forecast_reason is 'Why the site has no forecast, as a sentence. NULL: it has one, or will get one.';

comment on column public.site_figures.now_is_measured is 'True: now_kw was measured.';

comment on column public.site_figures.now_kw is 'Power now in kW: measured where that is recent, else forecast. NULL: neither.';

comment on column public.site_figures.produced_kwh is 'Energy measured so far today, in kWh. NULL: nothing was measured.';

comment on column public.site_figures.revision is 'Revision of the site (app.revisions_of) whose values were used. A row of another revision is out of date.';

comment on column public.site_figures.site_uuid is 'The site.';

comment on column public.site_figures.tomorrow_kwh is 'Expected energy of the next day (mean), in kWh. NULL as expected_kwh.';

comment on column public.site_figures.tomorrow_p10_kwh is 'As expected_p10_kwh, of the next day.';

comment on column public.site_figures.tomorrow_p90_kwh is 'As expected_p90_kwh, of the next day.';

comment on column public.site_figures.version is 'Version of the site whose facts were used.';

comment on table public.site_figures is 'What lists show of a site''s day: computed from its forecasts and measurements each quarter hour, and within a minute after they change. Lists are sorted and added up by these rows; a row of a list that is out of date is computed again when it is shown.';

grant select on table public.site_figures to sitecast_app, sitecast_admin;
