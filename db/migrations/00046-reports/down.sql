alter table app.report_schedules
  drop constraint report_schedules_site_group_uuid_fkey;

alter table app.reports
  drop constraint reports_site_group_uuid_fkey;

-- Loses data.
drop table app.report_schedules;

-- Loses data.
drop table app.reports;
