create table app.batches (
  batch_id bigint not null,
  site_group_uuid uuid,
  user_uuid uuid,
  actor text,
  door text not null,
  kind text not null,
  day date not null,
  is_shared boolean not null,
  created_utc timestamp not null,
  undone_utc timestamp,
  undone_by text,
  undone_by_group uuid,
  undone_rows integer not null default 0,
  constraint batches_pkey primary key (batch_id),
  constraint batches_site_group_uuid_fkey foreign key (site_group_uuid)
    references site_groups on delete set null,
  constraint batches_user_uuid_fkey foreign key (user_uuid)
    references users on delete set null
);
create unique index batches_shared
  on app.batches (site_group_uuid, user_uuid, door, kind, day)
  where is_shared and undone_utc is null;
create index ix_batches_site_group_uuid on app.batches (site_group_uuid, batch_id);
create index ix_batches_user_uuid on app.batches (user_uuid);

comment on table app.batches is
  'Who brought measurements or runs, by which door and when. Requests of fewer than 100 rows of '
  'one user, door, kind and UTC day share a batch; a deletion has one of its own, and so has '
  'each logger. Rows that were written in SQL have none. A batch goes when nothing refers to it and '
  '30 days are over.';
comment on column app.batches.batch_id is
  'Key: microseconds since 1970 when the batch was opened, so that its order is that of time.';
comment on column app.batches.site_group_uuid is
  'The group whose batch it is, which may delete, replace and undo what it brought. NULL: the '
  'group was deleted; only admins may.';
comment on column app.batches.user_uuid is 'The user who sent it. NULL: the user was deleted.';
comment on column app.batches.actor is
  'E-mail address of that user at the time; of a logger, its name.';
comment on column app.batches.door is 'How it came: form, api, task, import or logger.';
comment on column app.batches.kind is
  'sent, corrected (a range was cleared and stored), deleted: of generation; forecasts, '
  'withdrawn: of runs.';
comment on column app.batches.day is 'UTC day on which the batch was opened.';
comment on column app.batches.is_shared is
  'True: small requests of the same user, door, kind and day are added to it.';
comment on column app.batches.created_utc is 'When the batch was opened (UTC).';
comment on column app.batches.undone_utc is
  'When the batch was undone last (UTC); nothing is added to it after that. NULL: never.';
comment on column app.batches.undone_by is 'E-mail address of the user who undid it.';
comment on column app.batches.undone_by_group is
  'Group of that user at the time; decides who may read the address.';
comment on column app.batches.undone_rows is
  'Measurements and runs that were taken away or put back by undoing.';

alter table app.batches enable row level security;
create policy all_rows on app.batches to sitecast_admin using (true);
create policy by_group on app.batches to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
