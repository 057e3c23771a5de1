create table app.weather_fetches (
  source text not null,
  fetched_utc timestamp without time zone,
  failing_since_utc timestamp without time zone,
  failure text,
  failures integer not null default 0,
  next_utc timestamp without time zone,
  constraint weather_fetches_pkey primary key (source)
);

comment on column app.weather_fetches.failing_since_utc is 'When the first attempt failed since the last one that did not. NULL: it works.';

comment on column app.weather_fetches.failure is 'A sentence that says why the newest attempt failed, for operators. NULL: it did not.';

comment on column app.weather_fetches.failures is 'Attempts that have failed in a row.';

comment on column app.weather_fetches.fetched_utc is 'When weather was fetched last. NULL: never.';

comment on column app.weather_fetches.next_utc is 'Nothing is fetched before this time. NULL: it may be at once.';

comment on column app.weather_fetches.source is 'Name of the source: Open-Meteo.';

comment on table app.weather_fetches is 'How fetching from each source of weather goes: what all instances know of it, also after a restart. Everybody may read it: it says nothing of any site.';

grant select (failing_since_utc) on table app.weather_fetches to sitecast_admin;

grant select (failures) on table app.weather_fetches to sitecast_admin;

grant select (failure) on table app.weather_fetches to sitecast_admin;

grant select (fetched_utc) on table app.weather_fetches to sitecast_admin;

grant select (next_utc) on table app.weather_fetches to sitecast_admin;

grant select (source) on table app.weather_fetches to sitecast_admin;

grant select (failing_since_utc) on table app.weather_fetches to sitecast_app;

grant select (fetched_utc) on table app.weather_fetches to sitecast_app;

grant select (source) on table app.weather_fetches to sitecast_app;
