create table app.import_chunks (
  import_uuid uuid not null,
  chunk_number integer not null,
  bytes bytea not null,
  constraint import_chunks_pkey primary key (import_uuid, chunk_number),
  constraint import_chunks_import_uuid_fkey foreign key (import_uuid)
    references app.imports on delete cascade
);

comment on table app.import_chunks is
  'Files of imports in pieces of at most 256 KB, unpacked and without the lines above the header. '
  'Deleted when the import is stored or expires. Web roles write by functions and read nothing.';
comment on column app.import_chunks.import_uuid is 'The import.';
comment on column app.import_chunks.chunk_number is 'Place in the file, from 0.';
comment on column app.import_chunks.bytes is 'The bytes, in the encoding of the file.';
