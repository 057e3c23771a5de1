create table app.backups (
  night date not null,
  ended_utc timestamp with time zone not null default now(),
  file text,
  bytes bigint,
  failure text,
  constraint backups_pkey primary key (night)
);

comment on column app.backups.bytes is 'Size of the file. NULL: it failed.';

comment on column app.backups.ended_utc is 'When it was complete, or failed.';

comment on column app.backups.failure is 'A sentence that says why it failed. NULL: it did not.';

comment on column app.backups.file is 'Name of the file in BACKUP_DIR. NULL: it failed.';

comment on column app.backups.night is 'UTC day on which the backup was due.';

comment on table app.backups is 'The backup of each night, written when it has ended: either file and bytes, or a failure. Read by the owner''s connections only.';
