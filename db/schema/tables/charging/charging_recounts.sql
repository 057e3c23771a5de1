create table app.charging_recounts (
  site_group_uuid uuid not null,
  after_id integer not null default 0,
  wanted_utc timestamptz not null default now(),
  constraint charging_recounts_pkey primary key (site_group_uuid),
  constraint charging_recounts_site_group_uuid_fkey foreign key (site_group_uuid)
    references site_groups on delete cascade
);

comment on table app.charging_recounts is
  'Groups whose kept costs are to be counted again beside requests, as a rate of more than 1,000 '
  'sessions changed.';
comment on column app.charging_recounts.site_group_uuid is 'The group.';
comment on column app.charging_recounts.after_id is
  'Sessions up to this id have been counted since the last change.';
comment on column app.charging_recounts.wanted_utc is 'When the last change was made.';
