create table app.accuracy_counted (
  site_uuid uuid not null,
  day date not null,
  generation_count integer not null,
  generation_newest_utc timestamp,
  run_count integer not null,
  run_newest_utc timestamp,
  constraint accuracy_counted_pkey primary key (site_uuid, day),
  constraint accuracy_counted_site_uuid_fkey foreign key (site_uuid)
    references sites on delete cascade
);

comment on table app.accuracy_counted is
  'What there was when a day was counted, so that what comes later is noticed.';
comment on column app.accuracy_counted.site_uuid is 'The site.';
comment on column app.accuracy_counted.day is 'UTC day that was counted.';
comment on column app.accuracy_counted.generation_count is 'Measurements that start on the day.';
comment on column app.accuracy_counted.generation_newest_utc is
  'When the newest of them was written (UTC). NULL: there were none.';
comment on column app.accuracy_counted.run_count is 'Runs that may have values on the day.';
comment on column app.accuracy_counted.run_newest_utc is
  'When the newest of them was written (UTC). NULL: there were none.';
