alter table app.site_files
  drop constraint site_files_site_group_uuid_fkey;

alter table app.site_files
  drop constraint site_files_user_uuid_fkey;

-- Loses data.
drop table app.site_files;
