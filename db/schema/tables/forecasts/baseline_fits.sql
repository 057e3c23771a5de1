create table app.baseline_fits (
  site_uuid uuid not null,
  day date not null,
  version text not null,
  fit jsonb not null,
  constraint baseline_fits_pkey primary key (site_uuid),
  constraint baseline_fits_site_uuid_fkey foreign key (site_uuid) references sites on delete cascade
);

comment on table app.baseline_fits is
  'Fits of the baseline, so that a forecast reads days of a site''s past and not months. A fit '
  'can always be made again; it goes with its site.';
comment on column app.baseline_fits.site_uuid is 'The site.';
comment on column app.baseline_fits.day is 'UTC day at whose beginning the fit was made.';
comment on column app.baseline_fits.version is
  'Version of the baseline''s rules; a fit of another version is not used.';
comment on column app.baseline_fits.fit is 'The parameters (domain/forecasts/baseline/fit.ts).';
