create table app.weather_series (
  series_uuid uuid not null default gen_random_uuid(),
  source text not null,
  site_group_uuid uuid,
  site_uuid uuid,
  latitude double precision,
  longitude double precision,
  constraint weather_series_pkey primary key (series_uuid),
  constraint weather_series_key unique nulls not distinct
    (source, site_group_uuid, site_uuid, latitude, longitude),
  constraint weather_series_site_group_uuid_fkey foreign key (site_group_uuid)
    references site_groups on delete cascade,
  constraint weather_series_site_uuid_fkey foreign key (site_uuid)
    references sites on delete cascade,
  constraint weather_series_place_check check (
    (site_uuid is null) = (latitude is not null) and (site_uuid is null) = (longitude is not null))
);
create index ix_weather_series_site_group_uuid on app.weather_series (site_group_uuid);
create index ix_weather_series_site_uuid on app.weather_series (site_uuid);
create index ix_weather_series_latitude on app.weather_series (latitude);

comment on table app.weather_series is
  'What runs of a weather model are of: a source, and a place or a site, as a group sent it or the '
  'service fetched it. Sites near a place share its runs. Those for a site stay with it when it '
  'moves, and tell nobody where it is. Read and written by functions only.';
comment on column app.weather_series.series_uuid is 'Key of the series.';
comment on column app.weather_series.source is 'Who makes the runs, as in "icon-d2".';
comment on column app.weather_series.site_group_uuid is
  'The group that sends them. NULL: the service fetches them.';
comment on column app.weather_series.site_uuid is
  'The site for which alone they are. NULL: they are for a place.';
comment on column app.weather_series.latitude is
  'Latitude of the place (degrees, WGS 84, to 4 decimals: 11 m). NULL: they are for a site.';
comment on column app.weather_series.longitude is
  'Longitude of the place (degrees, WGS 84, to 4 decimals). NULL: they are for a site.';

alter table app.weather_series enable row level security;
create policy by_group on app.weather_series to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
