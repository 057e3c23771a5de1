create table app.weather_fits (
  site_uuid uuid not null,
  made_utc timestamp not null,
  version text not null,
  facts text not null,
  days integer not null,
  fit bytea,
  tilt real,
  orientation real,
  constraint weather_fits_pkey primary key (site_uuid),
  constraint weather_fits_site_uuid_fkey foreign key (site_uuid)
    references sites on delete cascade
);

comment on table app.weather_fits is
  'What the forecast from weather has learned of a site, made again each week and when its history '
  'has grown by half. A fit can always be made again; it goes with its site.';
comment on column app.weather_fits.site_uuid is 'The site.';
comment on column app.weather_fits.made_utc is 'When the fit was made (UTC): it knows nothing later.';
comment on column app.weather_fits.version is
  'Version of the model''s rules; a fit of another version is not used.';
comment on column app.weather_fits.facts is
  'The facts of the site that it was made with, as JSON; with other facts it is not used.';
comment on column app.weather_fits.days is 'Days (UTC) with measured hours that it was made from.';
comment on column app.weather_fits.fit is
  'The parameters (domain/weather/model/pack_fit.ts). NULL: the history was too short.';
comment on column app.weather_fits.tilt is
  'Tilt of the modules as clear hours show it (degrees). NULL: as stated, or not to be told.';
comment on column app.weather_fits.orientation is
  'Orientation of the modules as clear hours show it (degrees from north). NULL: as the tilt.';
