create table app.target_days (
  site_uuid uuid not null,
  day date not null,
  oldest_run_utc timestamp not null,
  in_order boolean not null default true,
  longest interval not null default '1 day',
  is_even boolean not null default false,
  constraint target_days_pkey primary key (site_uuid, day),
  constraint target_days_site_uuid_fkey foreign key (site_uuid) references sites on delete cascade
);

comment on table app.target_days is
  'What reading forecasts of a day must look at: for each site and UTC day of target '
  'times the oldest run that has values on it, and how long their periods are. A row only ever '
  'gets an older run, a longer period, or falls out of order or off the grid: one that is worse '
  'than need be costs time, a missing one would lose results. Written by app.refresh_latest '
  'under the locks that it is called with.';
comment on column app.target_days.site_uuid is 'The site.';
comment on column app.target_days.day is 'UTC day of the target times.';
comment on column app.target_days.oldest_run_utc is
  'Issue time of the oldest run with values on the day (UTC).';
comment on column app.target_days.in_order is
  'True while no value on the day has a horizon longer than from its run to its start, none '
  'was written before its run''s issue time, and the latest table has all target times of the '
  'day. Then a question may stop at the newest runs that can serve it.';
comment on column app.target_days.longest is
  'The longest period that a value on the day has or had, at most a day.';
comment on column app.target_days.is_even is
  'True while all periods of the day have this length and begin at multiples of it after '
  'midnight, and none reaches into the next day: no two overlap without being the same.';
