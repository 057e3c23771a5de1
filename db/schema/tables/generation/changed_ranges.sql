create table app.changed_ranges (
  follower text not null,
  site_uuid uuid not null,
  first_utc timestamp not null,
  last_utc timestamp not null,
  changes bigint not null default 1,
  constraint changed_ranges_pkey primary key (follower, site_uuid),
  constraint changed_ranges_site_uuid_fkey foreign key (site_uuid)
    references sites on delete cascade
);
create index ix_changed_ranges_site_uuid on app.changed_ranges (site_uuid);

comment on table app.changed_ranges is
  'For each follower of generation and each site the range of periods that changed since the '
  'follower last committed its work. Widened by app.sweep(); the follower deletes the row that '
  'it has read, unless it has been widened meanwhile.';
comment on column app.changed_ranges.follower is
  'What depends on measurements: accuracy (counted pairs), attention (what is wrong with the '
  'site), fits (of the baseline), hours (app.generation_days; of sites without weather the range '
  'only grows) or sun (of charging sessions; only sites that have some; also changes of '
  'consumption and charger power).';
comment on column app.changed_ranges.site_uuid is 'The site whose measurements changed.';
comment on column app.changed_ranges.first_utc is 'Start of the first period that changed (UTC).';
comment on column app.changed_ranges.last_utc is 'Start of the last period that changed (UTC).';
comment on column app.changed_ranges.changes is
  'Counts the widenings: a row with another number than was read has changed since.';
