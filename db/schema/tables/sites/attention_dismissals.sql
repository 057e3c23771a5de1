create table app.attention_dismissals (
  attention_uuid uuid not null,
  site_group_uuid uuid not null,
  reason text not null,
  text text,
  dismissed_utc timestamp not null default (now() at time zone 'utc'),
  dismissed_by text,
  constraint attention_dismissals_pkey primary key (attention_uuid, site_group_uuid),
  constraint attention_dismissals_attention_uuid_fkey foreign key (attention_uuid)
    references app.attention on delete cascade,
  constraint attention_dismissals_site_group_uuid_fkey foreign key (site_group_uuid)
    references site_groups on delete cascade,
  constraint attention_dismissals_reason_check check (reason in ('battery', 'tracker', 'outage',
    'other'))
);
create index ix_attention_dismissals_site_group_uuid
  on app.attention_dismissals (site_group_uuid);

comment on table app.attention_dismissals is
  'Which group does not want to see a row of app.attention any more, and why. Other groups of '
  'the site still see it. It holds until the condition ends: the next time is another row.';
comment on column app.attention_dismissals.attention_uuid is 'What was dismissed.';
comment on column app.attention_dismissals.site_group_uuid is 'The group whose member did it.';
comment on column app.attention_dismissals.reason is
  'battery: a hybrid with a battery. tracker: the modules follow the sun. outage: a known '
  'outage. other: as the text says.';
comment on column app.attention_dismissals.text is 'The reason in words. NULL: none given.';
comment on column app.attention_dismissals.dismissed_utc is 'When (UTC).';
comment on column app.attention_dismissals.dismissed_by is
  'E-mail address of the user at the time.';

alter table app.attention_dismissals enable row level security;
create policy by_group on app.attention_dismissals to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
grant select on app.attention_dismissals to sitecast_app;
