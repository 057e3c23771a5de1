create table app.logger_settings (
  logger_uuid uuid not null,
  key text not null,
  value text not null,
  constraint logger_settings_pkey primary key (logger_uuid, key),
  constraint logger_settings_logger_uuid_fkey foreign key (logger_uuid)
    references app.loggers on delete cascade
);

comment on table app.logger_settings is 'Settings of loggers, which devices and people read.';
comment on column app.logger_settings.logger_uuid is 'The logger.';
comment on column app.logger_settings.key is 'Name of the setting.';
comment on column app.logger_settings.value is 'Its value, as text.';

alter table app.logger_settings enable row level security;
create policy by_logger on app.logger_settings to sitecast_app, sitecast_admin
  using (logger_uuid in (select logger_uuid from app.loggers));
grant select on app.logger_settings to sitecast_app, sitecast_admin;
grant insert, update, delete on app.logger_settings to sitecast_app;
