create table app.import_left_out (
  import_uuid uuid not null,
  list_number integer not null,
  lines jsonb not null,
  constraint import_left_out_pkey primary key (import_uuid, list_number),
  constraint import_left_out_import_uuid_fkey foreign key (import_uuid)
    references app.imports on delete cascade
);

comment on table app.import_left_out is
  'Lines of a file that bring no value, kept 30 days after it was stored. Read by a function.';
comment on column app.import_left_out.import_uuid is 'The import.';
comment on column app.import_left_out.list_number is
  'Lists are numbered in the order of the file; those of conflicts come after all others.';
comment on column app.import_left_out.lines is
  '[{line, reason, message, cells}], in the order of the file; cells are those that were read.';
