create table site_capacities (
  site_uuid uuid not null,
  until_date date not null,
  capacity_kw double precision not null,
  constraint site_capacities_pkey primary key (site_uuid, until_date),
  constraint site_capacities_site_uuid_fkey foreign key (site_uuid)
    references sites on delete cascade
);

comment on table site_capacities is
  'Capacities that sites had before they were extended or reduced. The present one is '
  'sites.capacity_kw, since sites.capacity_from: the newest until_date here.';
comment on column site_capacities.site_uuid is 'The site.';
comment on column site_capacities.until_date is
  'First day, in the site''s zone, on which the site no longer had this capacity. It had it '
  'since the until_date before this one.';
comment on column site_capacities.capacity_kw is 'Capacity before that day, in kW.';

alter table site_capacities enable row level security;
create policy by_site on site_capacities to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
grant select on site_capacities to sitecast_app, sitecast_admin;
