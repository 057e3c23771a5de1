create table site_revisions (
  site_uuid uuid not null,
  revision bigint not null default (extract(epoch from clock_timestamp()) * 1000000)::bigint,
  constraint site_revisions_pkey primary key (site_uuid),
  constraint site_revisions_site_uuid_fkey foreign key (site_uuid)
    references sites on delete cascade
) with (fillfactor = 50);

comment on table site_revisions is
  'A counter per site that increases whenever anything that responses tell about the site '
  'changes; ETags are made of it. Its row is also the lock of the site''s rows in the latest '
  'table.';
comment on column site_revisions.site_uuid is 'The site. A site without a row has revision 0.';
comment on column site_revisions.revision is
  'Starts at the microseconds since 1970, so that a site that is deleted and made again under '
  'its UUID never repeats a revision.';

alter table site_revisions enable row level security;
create policy by_site on site_revisions to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
grant select on site_revisions to sitecast_app, sitecast_admin;
