create table app_settings (
  key varchar not null,
  value text,
  updated_at timestamptz not null default now(),
  site_group_uuid uuid not null,
  constraint app_settings_pkey primary key (key, site_group_uuid),
  constraint app_settings_site_group_uuid_fkey foreign key (site_group_uuid)
    references site_groups on delete cascade
);
create index ix_app_settings_site_group_uuid on app_settings (site_group_uuid);

comment on table app_settings is
  'Table of LightningROD: settings of a group for charging. site_group_uuid is ours.';
comment on column app_settings.key is
  'Name of the setting. user_timezone: IANA zone whose days count where no site says one; '
  'first_site_timezone: the zone that counts without it, kept by the service; currency: '
  'what rates are in, as ISO 4217 code; store_positions: true where positions of vehicles are '
  'stored; others are of pages.';
comment on column app_settings.value is 'Value as text.';
comment on column app_settings.updated_at is 'When it was last written.';
comment on column app_settings.site_group_uuid is
  'The group whose row it is: the scope''s, or that of the database login that wrote it.';

alter table app_settings enable row level security;
alter table app_settings alter column site_group_uuid set default app.charging_group();
create policy by_group on app_settings to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
create policy by_login on app_settings to sitecast_charging
  using (site_group_uuid = (select app.login_group()));
create trigger recount_costs_insert after insert on app_settings
  referencing new table as new_rows
  for each statement execute function app.on_charging_setting_change();
create trigger recount_costs_update after update on app_settings
  referencing new table as new_rows
  for each statement execute function app.on_charging_setting_change();
create trigger recount_costs_delete after delete on app_settings
  referencing old table as new_rows
  for each statement execute function app.on_charging_setting_change();
grant select, delete on app_settings to sitecast_app;
grant select on app_settings to sitecast_charging;
grant insert (
  key, value, updated_at
  ) on app_settings to sitecast_app;
grant update (
  key, value, updated_at
  ) on app_settings to sitecast_app;
grant insert (
  key, value, updated_at
  ) on app_settings to sitecast_charging;
grant update (
  key, value, updated_at
  ) on app_settings to sitecast_charging;
