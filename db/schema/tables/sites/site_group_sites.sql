create table site_group_sites (
  site_group_site_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  site_group_uuid uuid not null,
  site_uuid uuid not null,
  constraint site_group_sites_pkey primary key (site_group_site_uuid),
  constraint idx_site_group_site unique (site_group_uuid, site_uuid),
  constraint site_group_sites_site_group_uuid_fkey foreign key (site_group_uuid)
    references site_groups,
  constraint site_group_sites_site_uuid_fkey foreign key (site_uuid) references sites
);
create index ix_site_group_sites_site_uuid on site_group_sites (site_uuid);

comment on table site_group_sites is
  'Which groups have which sites. Table of the Python SDK. An admin group is linked to every '
  'site by triggers, and sees every site even where a link is missing.';
comment on column site_group_sites.site_group_site_uuid is 'Key of the link.';
comment on column site_group_sites.created_utc is 'When the row was written (UTC).';
comment on column site_group_sites.site_group_uuid is 'The group that has the site.';
comment on column site_group_sites.site_uuid is 'The site.';

alter table site_group_sites enable row level security;
create policy all_rows on site_group_sites to sitecast_admin using (true);
create policy by_group on site_group_sites to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
create policy every_row_sitecast_sdk on site_group_sites to sitecast_sdk using (true);
grant select on site_group_sites to sitecast_app, sitecast_admin;
grant select, insert, update, delete on site_group_sites to sitecast_sdk;
