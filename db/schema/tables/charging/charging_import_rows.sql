create table app.charging_import_rows (
  import_uuid uuid not null,
  row_number integer not null,
  site_group_uuid uuid not null,
  line integer not null,
  cells jsonb not null,
  line_fault text,
  edits jsonb not null default '{}',
  status text,
  session jsonb,
  given text[] not null default '{}',
  field text,
  message text,
  remarks text[] not null default '{}',
  match_id uuid,
  match_row integer,
  action text,
  result text,
  session_id uuid,
  written_version integer,
  before jsonb,
  constraint charging_import_rows_pkey primary key (import_uuid, row_number),
  constraint charging_import_rows_import_uuid_fkey foreign key (site_group_uuid, import_uuid)
    references app.charging_imports (site_group_uuid, import_uuid) on delete cascade,
  constraint charging_import_rows_status_check check (status in ('new', 'exact', 'near', 'wrong')),
  constraint charging_import_rows_action_check check (action in ('skip', 'insert', 'update')),
  constraint charging_import_rows_result_check check (result in
    ('added', 'updated', 'skipped', 'failed', 'undone', 'kept'))
);
create index ix_charging_import_rows_site_group_uuid
  on app.charging_import_rows (site_group_uuid, import_uuid, row_number);

comment on table app.charging_import_rows is
  'The rows of files of charging sessions, what they were read to, and what became of them.';
comment on column app.charging_import_rows.import_uuid is 'The import.';
comment on column app.charging_import_rows.row_number is 'Place in the file, from 1.';
comment on column app.charging_import_rows.site_group_uuid is 'The group whose file it is.';
comment on column app.charging_import_rows.line is
  'Number of its first line in the file; in JSON, its place in the list.';
comment on column app.charging_import_rows.cells is 'Its cells, as a list of texts.';
comment on column app.charging_import_rows.line_fault is
  'Why it cannot be split into cells. NULL: it can.';
comment on column app.charging_import_rows.edits is
  'Texts by field that a person typed instead of cells.';
comment on column app.charging_import_rows.status is
  'new; exact or near (a stored session or an earlier row is the same, or nearly); or wrong. NULL: '
  'not checked yet.';
comment on column app.charging_import_rows.session is
  'The session that it holds, by columns of ev_charging_session. NULL: it is wrong.';
comment on column app.charging_import_rows.given is
  'Columns of the session that the file has a value for. An update writes these alone.';
comment on column app.charging_import_rows.field is
  'The field that is wrong, empty for the whole row. NULL: none is.';
comment on column app.charging_import_rows.message is
  'What is wrong with it, or why it was not stored. NULL: nothing.';
comment on column app.charging_import_rows.remarks is 'What a person should know about it.';
comment on column app.charging_import_rows.match_id is
  'session_id of the stored session that it is, or nearly is. NULL: none.';
comment on column app.charging_import_rows.match_row is
  'The earlier row that it is, or nearly is. NULL: none.';
comment on column app.charging_import_rows.action is
  'What a person chose: skip, insert or update. NULL: a new row is inserted, another one skipped.';
comment on column app.charging_import_rows.result is
  'added, updated, skipped or failed; after undoing also undone, or kept as it was changed since. '
  'NULL: not stored yet.';
comment on column app.charging_import_rows.session_id is
  'The session that it was written to. NULL: none.';
comment on column app.charging_import_rows.written_version is
  'Version of that session then: one that was changed since is not undone.';
comment on column app.charging_import_rows.before is
  'The values that an update replaced. NULL: it replaced none.';

alter table app.charging_import_rows enable row level security;
create policy by_group on app.charging_import_rows to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
grant select, delete on app.charging_import_rows to sitecast_app;
grant insert (import_uuid, row_number, site_group_uuid, line, cells, line_fault)
  on app.charging_import_rows to sitecast_app;
grant update (edits, status, session, given, field, message, remarks, match_id, match_row, action)
  on app.charging_import_rows to sitecast_app;
