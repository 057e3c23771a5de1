create table app.weather_sent (
  site_group_uuid uuid not null,
  day date not null,
  value_count bigint not null,
  constraint weather_sent_pkey primary key (site_group_uuid),
  constraint weather_sent_site_group_uuid_fkey foreign key (site_group_uuid)
    references site_groups on delete cascade
);

comment on table app.weather_sent is
  'How many values of weather a group stored on its last day of sending, which is bounded. '
  'Written by functions only.';
comment on column app.weather_sent.site_group_uuid is 'The group.';
comment on column app.weather_sent.day is 'The UTC day.';
comment on column app.weather_sent.value_count is 'Values of runs that were stored on that day.';

alter table app.weather_sent enable row level security;
create policy by_group on app.weather_sent to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
