create table app.import_pieces (
  import_uuid uuid not null,
  piece_number integer not null,
  sites uuid[] not null,
  site_numbers integer[] not null,
  starts bigint[] not null,
  ends bigint[] not null,
  powers double precision[] not null,
  lines integer[] not null,
  constraint import_pieces_pkey primary key (import_uuid, piece_number),
  constraint import_pieces_import_uuid_fkey foreign key (import_uuid)
    references app.imports on delete cascade
);

comment on table app.import_pieces is
  'Measurements as a checked file has them, ready to be stored: each piece is stored in one '
  'transaction. Read and written by the owner only.';
comment on column app.import_pieces.import_uuid is 'The import.';
comment on column app.import_pieces.piece_number is 'Place in the file, from 0.';
comment on column app.import_pieces.sites is 'The sites of the piece, each once.';
comment on column app.import_pieces.site_numbers is
  'Of each row: the place of its site in sites, from 1.';
comment on column app.import_pieces.starts is
  'Of each row: start of the period, in milliseconds since 1970 (UTC).';
comment on column app.import_pieces.ends is
  'Of each row: end of the period, excluded, in milliseconds since 1970 (UTC).';
comment on column app.import_pieces.powers is 'Of each row: mean power, in kW.';
comment on column app.import_pieces.lines is 'Of each row: number of the line in the file, from 1.';
