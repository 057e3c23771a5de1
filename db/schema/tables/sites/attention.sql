create table app.attention (
  attention_uuid uuid not null default gen_random_uuid(),
  site_uuid uuid not null,
  kind text not null,
  since_utc timestamp not null,
  until_utc timestamp,
  numbers jsonb not null default '{}',
  found_utc timestamp not null default (now() at time zone 'utc'),
  constraint attention_pkey primary key (attention_uuid),
  constraint attention_site_uuid_fkey foreign key (site_uuid) references sites on delete cascade,
  constraint attention_kind_check check (kind in ('no_production', 'below_p10', 'silent',
    'forecast_late', 'facts', 'above_capacity', 'logger_alarm', 'logger_silent'))
);
create unique index attention_open on app.attention (site_uuid, kind) where until_utc is null;
create index ix_attention_site_uuid on app.attention (site_uuid, since_utc);

comment on table app.attention is
  'What is wrong with a site, and since when: written by the service each quarter hour '
  '(service/sites/attention.ts), of loggers at once (service/loggers/watch.ts). Of a site and kind at most one row is open, and an open row '
  'keeps its start.';
comment on column app.attention.attention_uuid is 'Key of the row.';
comment on column app.attention.site_uuid is 'The site.';
comment on column app.attention.kind is
  'no_production: nothing in daylight. below_p10: less than the P10 of the forecast. silent: no '
  'measurements come. forecast_late: no new forecast comes. facts: the measurements contradict '
  'what is stated. above_capacity: more power than the stated capacity. '
  'logger_alarm: alarms of loggers are open. logger_silent: a logger does not send any more.';
comment on column app.attention.since_utc is 'When the condition began (UTC).';
comment on column app.attention.until_utc is
  'When the service first saw that it had ended (UTC). NULL: it is open.';
comment on column app.attention.found_utc is 'When the service first saw it (UTC).';
comment on column app.attention.numbers is
  'The figures that show it, by kind, as domain/sites/attention/kinds.ts has them.';

alter table app.attention enable row level security;
create policy by_site on app.attention to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
grant select on app.attention to sitecast_app, sitecast_admin;
