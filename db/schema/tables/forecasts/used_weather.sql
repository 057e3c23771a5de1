create table app.used_weather (
  site_uuid uuid not null,
  made_utc timestamp not null,
  source text not null,
  issued_utc timestamp not null,
  received_utc timestamp not null,
  constraint used_weather_pkey primary key (site_uuid),
  constraint used_weather_site_uuid_fkey foreign key (site_uuid)
    references sites on delete cascade
);

comment on table app.used_weather is
  'The weather that the newest run of the forecast from weather was made from, by site. Written '
  'with the run; the next run replaces it.';
comment on column app.used_weather.site_uuid is 'The site.';
comment on column app.used_weather.made_utc is 'Issue time of the run that used it (UTC).';
comment on column app.used_weather.source is 'Who issued the weather, as it was named when sent.';
comment on column app.used_weather.issued_utc is
  'When the newest run of the weather that was used was issued (UTC). Older than 36 hours: the '
  'site does not show what was made from it (app.ruled_models).';
comment on column app.used_weather.received_utc is
  'When that run of the weather had arrived here (UTC).';
