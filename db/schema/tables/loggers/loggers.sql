create table app.loggers (
  logger_uuid uuid not null default gen_random_uuid(),
  site_uuid uuid not null,
  site_group_uuid uuid default nullif(current_setting('app.site_group_uuid', true), '')::uuid,
  name text not null,
  note text not null default '',
  interval_seconds integer not null default 10,
  zone text not null default 'UTC',
  next_number integer not null default 1,
  live_from_utc timestamp,
  last_seen_utc timestamp,
  revision bigint not null default 0,
  version integer not null default 1,
  created_utc timestamp not null default (now() at time zone 'utc'),
  next_seq integer not null default 1,
  constraint loggers_pkey primary key (logger_uuid),
  constraint loggers_site_uuid_fkey foreign key (site_uuid) references sites on delete cascade,
  constraint loggers_site_group_uuid_fkey foreign key (site_group_uuid)
    references site_groups on delete set null
) with (fillfactor = 50);
create unique index loggers_name on app.loggers (site_uuid, lower(name));
create index ix_loggers_site_group_uuid on app.loggers (site_group_uuid);

comment on table app.loggers is
  'Devices and programs at sites that send readings. Every group of a site sees and edits its '
  'loggers.';
comment on column app.loggers.logger_uuid is 'Key of the logger.';
comment on column app.loggers.site_uuid is 'The site at which it measures.';
comment on column app.loggers.site_group_uuid is
  'The group that added it, whose batch its generation is. NULL: the group was deleted.';
comment on column app.loggers.name is 'Its name: once per site, whatever the case.';
comment on column app.loggers.note is 'What people wrote about it.';
comment on column app.loggers.interval_seconds is
  'How often it is expected to send, in seconds: decides when it is silent and what is a gap.';
comment on column app.loggers.zone is 'IANA time zone of its pages.';
comment on column app.loggers.next_number is
  'Number of its next session. It never decreases, so that no number is used twice.';
comment on column app.loggers.next_seq is
  'Number of its next message. It never decreases, so that readers can go on after the last they know.';
comment on column app.loggers.live_from_utc is
  'Live pages hide readings before this (UTC). NULL: they hide none.';
comment on column app.loggers.last_seen_utc is 'When it last sent a reading (UTC). NULL: never.';
comment on column app.loggers.revision is 'Increases with each request that stores something.';
comment on column app.loggers.version is 'Counts the edits of its settings.';
comment on column app.loggers.created_utc is 'When it was added (UTC).';

alter table app.loggers enable row level security;
create policy by_site on app.loggers to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
create trigger feeds_delete before delete on app.loggers
  for each row execute function app.on_feed_change();
grant select on app.loggers to sitecast_app, sitecast_admin;
grant delete on app.loggers to sitecast_app;
grant insert (logger_uuid, site_uuid, name, note, interval_seconds, zone)
  on app.loggers to sitecast_app;
grant update (name, note, interval_seconds, zone, next_number, next_seq, live_from_utc, revision, version)
  on app.loggers to sitecast_app;
