create table app.generation_days (
  site_uuid uuid not null,
  day date not null,
  mean_kw real[] not null,
  constraint generation_days_pkey primary key (site_uuid, day),
  constraint generation_days_site_uuid_fkey foreign key (site_uuid)
    references sites on delete cascade
);

comment on table app.generation_days is
  'Measured power by hour, for good: what the forecast from weather learns from, of sites that have '
  'weather. A day without such an hour has no row. Counted again where measurements change, except '
  'where retention removes them. Marked outages and former capacities are left to the reader.';
comment on column app.generation_days.site_uuid is 'The site.';
comment on column app.generation_days.day is 'The day (UTC).';
comment on column app.generation_days.mean_kw is
  'Mean power of each of the 24 hours (kW), as measured by periods of at most an hour. NULL: less '
  'than three quarters of the hour were measured.';
