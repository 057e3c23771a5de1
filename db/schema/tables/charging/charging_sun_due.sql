create table app.charging_sun_due (
  site_group_uuid uuid not null,
  site_uuid uuid not null,
  first_utc timestamptz not null,
  last_utc timestamptz not null
);
create index ix_charging_sun_due_site_uuid on app.charging_sun_due (site_uuid, site_group_uuid);

comment on table app.charging_sun_due is
  'Times in which charging sessions changed since their sun was counted: a row for each group, '
  'site and month of each statement. Only appended to by the triggers of ev_charging_session: no '
  'unique key and no foreign key, so that it holds up nobody. The service counts the sessions of '
  'these times again and deletes the rows in the same transaction.';
comment on column app.charging_sun_due.site_group_uuid is 'The group whose sessions changed.';
comment on column app.charging_sun_due.site_uuid is 'The site at which they are, or were.';
comment on column app.charging_sun_due.first_utc is 'When the first of them began.';
comment on column app.charging_sun_due.last_utc is 'When the last of them ended.';
