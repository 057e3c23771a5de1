create table app.reports (
  report_uuid uuid not null default gen_random_uuid(),
  site_group_uuid uuid not null,
  month date not null,
  made_utc timestamp not null default (now() at time zone 'utc'),
  made_by text,
  body jsonb not null,
  constraint reports_pkey primary key (report_uuid),
  constraint reports_site_group_uuid_fkey foreign key (site_group_uuid)
    references site_groups on delete cascade
);
create index ix_reports_site_group_uuid on app.reports (site_group_uuid, month);

comment on table app.reports is
  'What a month gave at the sites of a group, as it was known when the report was made.';
comment on column app.reports.report_uuid is 'Key of the report.';
comment on column app.reports.site_group_uuid is 'The group.';
comment on column app.reports.month is 'First day of the month.';
comment on column app.reports.made_utc is 'When it was made (UTC).';
comment on column app.reports.made_by is
  'E-mail address of who kept it. NULL: the service did, as it was scheduled.';
comment on column app.reports.body is
  'The figures, as domain/operations/reports/group_report.ts has them.';

alter table app.reports enable row level security;
create policy by_group on app.reports to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
grant select on app.reports to sitecast_app;
grant insert (site_group_uuid, month, made_by, body) on app.reports to sitecast_app;
