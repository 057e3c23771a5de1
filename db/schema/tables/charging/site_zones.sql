create table app.site_zones (
  site_uuid uuid not null,
  time_zone text not null,
  constraint site_zones_pkey primary key (site_uuid),
  constraint site_zones_site_uuid_fkey foreign key (site_uuid) references sites on delete cascade
);

comment on table app.site_zones is
  'Time zones of the sites at which people charge: that which the site states, else that of its '
  'coordinates, which the program knows and the database does not.';
comment on column app.site_zones.site_uuid is 'The site.';
comment on column app.site_zones.time_zone is 'IANA name of the zone.';

alter table app.site_zones enable row level security;
create policy by_site on app.site_zones to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
create trigger recount_costs_insert after insert on app.site_zones
  referencing new table as new_rows
  for each statement execute function app.on_site_zone_change();
create trigger recount_costs_update after update on app.site_zones
  referencing new table as new_rows
  for each statement execute function app.on_site_zone_change();
