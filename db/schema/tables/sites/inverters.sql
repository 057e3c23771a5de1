create table inverters (
  inverter_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  site_uuid uuid not null,
  name text,
  maker text,
  ac_kw double precision,
  constraint inverters_pkey primary key (inverter_uuid),
  constraint inverters_site_uuid_fkey foreign key (site_uuid) references sites
);
create index ix_inverters_site_uuid on inverters (site_uuid);

comment on table inverters is
  'Inverters of sites. Table of the Python SDK; name, maker and ac_kw are ours.';
comment on column inverters.inverter_uuid is 'Key of the inverter.';
comment on column inverters.created_utc is 'When the row was written (UTC).';
comment on column inverters.site_uuid is 'The site that the inverter belongs to.';
comment on column inverters.name is 'Name on site.';
comment on column inverters.maker is 'Manufacturer and type.';
comment on column inverters.ac_kw is 'AC power in kW.';

alter table inverters enable row level security;
create policy by_site on inverters to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
create policy every_row_sitecast_sdk on inverters to sitecast_sdk using (true);
grant select, delete on inverters to sitecast_app, sitecast_admin;
grant select, insert, update, delete on inverters to sitecast_sdk;
grant insert (site_uuid, name, maker, ac_kw)
  on inverters to sitecast_app, sitecast_admin;
