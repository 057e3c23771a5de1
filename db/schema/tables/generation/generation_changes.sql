create table app.generation_changes (
  site_uuid uuid not null,
  first_utc timestamp not null,
  last_utc timestamp not null
);
create index ix_generation_changes_site_uuid on app.generation_changes (site_uuid);

comment on table app.generation_changes is
  'What changed in generation since the last sweep: a row for each site of each statement. Only '
  'appended to by the triggers of generation: no unique key, no foreign key and no lock that '
  'outlives the row, so that a transaction which stays open keeps nobody waiting. app.sweep() '
  'turns the rows of a site into its revision each second; until then ETags count them, too.';
comment on column app.generation_changes.site_uuid is
  'The site whose measurements changed; the zero UUID: all sites (TRUNCATE).';
comment on column app.generation_changes.first_utc is
  'Start of the first period that changed (UTC).';
comment on column app.generation_changes.last_utc is
  'Start of the last period that changed (UTC).';
