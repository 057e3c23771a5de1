create table app.report_schedules (
  site_group_uuid uuid not null,
  hour smallint not null,
  time_zone text not null,
  constraint report_schedules_pkey primary key (site_group_uuid),
  constraint report_schedules_site_group_uuid_fkey foreign key (site_group_uuid)
    references site_groups on delete cascade
);

comment on table app.report_schedules is
  'Groups whose report of the month before is made and kept on the 1st of each month.';
comment on column app.report_schedules.site_group_uuid is 'The group.';
comment on column app.report_schedules.hour is 'Hour of the day in the zone, 0 to 23.';
comment on column app.report_schedules.time_zone is 'IANA name of the zone.';

alter table app.report_schedules enable row level security;
create policy by_group on app.report_schedules to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
grant select, delete on app.report_schedules to sitecast_app;
grant insert (site_group_uuid, hour, time_zone), update (hour, time_zone)
  on app.report_schedules to sitecast_app;
