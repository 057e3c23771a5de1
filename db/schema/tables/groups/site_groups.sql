create table site_groups (
  site_group_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  site_group_name varchar(255),
  service_level integer default 0,
  is_admin boolean not null default false,
  version integer not null default 1,
  constraint site_groups_pkey primary key (site_group_uuid)
);
create unique index ix_site_groups_site_group_name on site_groups (site_group_name);

comment on table site_groups is
  'Sets of sites that their members see. Table of the Python SDK; is_admin and version are ours.';
comment on column site_groups.site_group_uuid is 'Key of the group.';
comment on column site_groups.created_utc is 'When the row was written (UTC).';
comment on column site_groups.site_group_name is 'Name of the group, unique.';
comment on column site_groups.service_level is
  'Level of service that the group pays for: 0 free, 1 paid.';
comment on column site_groups.is_admin is
  'True: an admin group. Its members administer the service and see every site.';
comment on column site_groups.version is
  'Number of edits, starting at 1: of name, service level and admin rights.';

alter table site_groups enable row level security;
create policy all_rows on site_groups to sitecast_admin using (true);
create policy by_group on site_groups to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
create policy every_row_sitecast_sdk on site_groups to sitecast_sdk using (true);
create trigger count_edit before update on site_groups
  for each row when (old.site_group_name is distinct from new.site_group_name
    or old.service_level is distinct from new.service_level
    or old.is_admin is distinct from new.is_admin)
  execute function app.count_edit();
create trigger link_every_site after insert or update of is_admin on site_groups
  for each row when (new.is_admin) execute function app.link_every_site();
grant select on site_groups to sitecast_app, sitecast_admin;
grant select, delete on site_groups to sitecast_sdk;
grant insert (site_group_uuid, created_utc, site_group_name, service_level),
  update (site_group_uuid, created_utc, site_group_name, service_level)
  on site_groups to sitecast_sdk;
grant insert (site_group_name, service_level),
  update (site_group_name, service_level)
  on site_groups to sitecast_admin;
