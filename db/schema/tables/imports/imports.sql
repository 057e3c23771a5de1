create table app.imports (
  import_uuid uuid not null default gen_random_uuid(),
  site_group_uuid uuid not null,
  user_uuid uuid,
  actor text,
  only_sites uuid[],
  file_name text not null,
  state text not null default 'uploading',
  site_uuid uuid,
  bytes bigint not null default 0,
  proposal jsonb,
  reading jsonb,
  decided text[] not null default '{}',
  reading_name text,
  is_confirmed boolean not null default false,
  check_number integer not null default 0,
  preview jsonb,
  done bigint not null default 0,
  total bigint not null default 0,
  next_piece integer not null default 0,
  result jsonb,
  batch_id bigint,
  message text,
  created_utc timestamp not null default (now() at time zone 'utc'),
  changed_utc timestamp not null default (now() at time zone 'utc'),
  ended_utc timestamp,
  expires_utc timestamp not null default ((now() at time zone 'utc') + interval '24 hours'),
  kind text not null default 'generation',
  replaces boolean not null default false,
  constraint imports_pkey primary key (import_uuid),
  constraint imports_site_group_uuid_fkey foreign key (site_group_uuid)
    references site_groups on delete cascade,
  constraint imports_user_uuid_fkey foreign key (user_uuid) references users on delete set null,
  constraint imports_site_uuid_fkey foreign key (site_uuid) references sites on delete cascade
);
create index ix_imports_site_group_uuid
  on app.imports (site_group_uuid, created_utc, import_uuid);
create index ix_imports_user_uuid on app.imports (user_uuid);
create index ix_imports_site_uuid on app.imports (site_uuid);
create index ix_imports_expires_utc on app.imports (expires_utc);
create index imports_open on app.imports (created_utc)
  where state in ('checking', 'storing');

comment on table app.imports is
  'Files of measurements or forecasts that groups sent, and what became of them. A file waits 24 '
  'hours for its confirmation; what it was read to stays in generation or forecasts as a batch. '
  'Written by functions only.';
comment on column app.imports.import_uuid is 'Key of the import.';
comment on column app.imports.site_group_uuid is
  'The group whose file it is: nobody else learns of it.';
comment on column app.imports.user_uuid is
  'The user who sent the file, and in whose rights it is stored. NULL: the user was deleted.';
comment on column app.imports.actor is 'E-mail address of that user at the time.';
comment on column app.imports.only_sites is
  'The only sites that the API token sees with which the file was sent. NULL: all of the group.';
comment on column app.imports.file_name is 'Name of the file as it was sent.';
comment on column app.imports.state is
  'uploading, proposed (its reading is to be decided), checking, checked, storing, stored, '
  'undoing, undone or failed.';
comment on column app.imports.site_uuid is
  'The site of the whole file. NULL: a column names it, or it is not chosen yet.';
comment on column app.imports.bytes is 'Size of what is kept of the file, unpacked.';
comment on column app.imports.proposal is
  'What its first lines say about how it is read. NULL: it is still being sent.';
comment on column app.imports.reading is 'How it is read. NULL: not known yet.';
comment on column app.imports.decided is 'Fields of the open questions that have been decided.';
comment on column app.imports.reading_name is
  'Name under which the reading is remembered on confirmation. NULL: it is not.';
comment on column app.imports.is_confirmed is
  'True: it is stored as soon as it has been checked.';
comment on column app.imports.check_number is
  'Counts the checks: what a check found by another reading is discarded.';
comment on column app.imports.preview is 'What storing would do. NULL: not checked yet.';
comment on column app.imports.done is
  'Bytes read while checking; rows stored while storing, taken back while undoing (of forecasts, '
  'runs).';
comment on column app.imports.total is 'Of so many.';
comment on column app.imports.next_piece is 'Number of the piece that is stored next; of forecasts, of the run.';
comment on column app.imports.result is
  '{inserted, unchanged, conflicting, replaced}: what became of the rows stored so far.';
comment on column app.imports.batch_id is
  'The batch that undoes it (app.batches, no foreign key). NULL: nothing is stored yet.';
comment on column app.imports.message is 'Why it failed. NULL: it did not.';
comment on column app.imports.created_utc is 'When the file began to arrive (UTC).';
comment on column app.imports.changed_utc is 'When something last changed here (UTC).';
comment on column app.imports.ended_utc is
  'When it was stored or undone, or failed (UTC). NULL: it is open.';
comment on column app.imports.expires_utc is
  'When the file, or after storing the list of lines left out, is deleted (UTC).';
comment on column app.imports.kind is
  'What it holds: generation or forecasts. Known once it has arrived.';
comment on column app.imports.replaces is
  'True: measurements take the place of others that the group brought for the same periods.';

alter table app.imports enable row level security;
create policy by_group on app.imports to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
