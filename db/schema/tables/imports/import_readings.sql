create table app.import_readings (
  site_group_uuid uuid not null,
  name text not null,
  shape_key text not null,
  reading jsonb not null,
  used_utc timestamp not null default (now() at time zone 'utc'),
  constraint import_readings_pkey primary key (site_group_uuid, name),
  constraint import_readings_site_group_uuid_fkey foreign key (site_group_uuid)
    references site_groups on delete cascade
);

comment on table app.import_readings is
  'How a group''s files of a shape are read, remembered when an import was confirmed.';
comment on column app.import_readings.site_group_uuid is 'The group.';
comment on column app.import_readings.name is 'What the group calls it, at most 100 characters.';
comment on column app.import_readings.shape_key is 'Names the shape of the files.';
comment on column app.import_readings.reading is 'How they are read.';
comment on column app.import_readings.used_utc is 'When it was last confirmed (UTC).';

alter table app.import_readings enable row level security;
create policy by_group on app.import_readings to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
grant select on app.import_readings to sitecast_app;
