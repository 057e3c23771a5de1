create table app.report_schedules (
  site_group_uuid uuid not null,
  hour smallint not null,
  time_zone text not null,
  constraint report_schedules_pkey primary key (site_group_uuid)
);

alter table app.report_schedules
  enable row level security;

create table app.reports (
  report_uuid uuid not null default gen_random_uuid(),
  site_group_uuid uuid not null,
  month date not null,
  made_utc timestamp without time zone not null default (now() AT TIME ZONE 'utc'::text),
  made_by text,
  body jsonb not null,
  constraint reports_pkey primary key (report_uuid)
);

alter table app.reports
  enable row level security;

alter table app.report_schedules
  add constraint report_schedules_site_group_uuid_fkey foreign key (site_group_uuid)
    references public.site_groups(site_group_uuid) on delete cascade;

alter table app.reports
  add constraint reports_site_group_uuid_fkey foreign key (site_group_uuid)
    references public.site_groups(site_group_uuid) on delete cascade;

create index ix_reports_site_group_uuid on app.reports using btree (site_group_uuid, month);

create policy by_group on app.report_schedules
  for all
  to sitecast_app
  using
    ((site_group_uuid = (NULLIF(current_setting('app.site_group_uuid'::text, true),
    ''::text))::uuid));

create policy by_group on app.reports
  for all
  to sitecast_app
  using
    ((site_group_uuid = (NULLIF(current_setting('app.site_group_uuid'::text, true),
    ''::text))::uuid));

comment on column app.report_schedules.hour is 'Hour of the day in the zone, 0 to 23.';

comment on column app.report_schedules.site_group_uuid is 'The group.';

comment on column app.report_schedules.time_zone is 'IANA name of the zone.';

comment on column app.reports.body is 'The figures, as domain/operations/reports/group_report.ts has them.';

comment on column app.reports.made_by is 'E-mail address of who kept it. NULL: the service did, as it was scheduled.';

comment on column app.reports.made_utc is 'When it was made (UTC).';

comment on column app.reports.month is 'First day of the month.';

comment on column app.reports.report_uuid is 'Key of the report.';

comment on column app.reports.site_group_uuid is 'The group.';

comment on table app.report_schedules is 'Groups whose report of the month before is made and kept on the 1st of each month.';

comment on table app.reports is 'What a month gave at the sites of a group, as it was known when the report was made.';

grant insert (hour), update (hour) on table app.report_schedules to sitecast_app;

grant insert (site_group_uuid) on table app.report_schedules to sitecast_app;

grant insert (time_zone), update (time_zone) on table app.report_schedules to sitecast_app;

grant delete, select on table app.report_schedules to sitecast_app;

grant insert (body) on table app.reports to sitecast_app;

grant insert (made_by) on table app.reports to sitecast_app;

grant insert (month) on table app.reports to sitecast_app;

grant insert (site_group_uuid) on table app.reports to sitecast_app;

grant select on table app.reports to sitecast_app;
