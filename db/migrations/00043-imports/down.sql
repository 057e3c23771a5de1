set local check_function_bodies = off;

alter table app.import_chunks
  drop constraint import_chunks_import_uuid_fkey;

alter table app.import_left_out
  drop constraint import_left_out_import_uuid_fkey;

alter table app.import_pieces
  drop constraint import_pieces_import_uuid_fkey;

alter table app.import_readings
  drop constraint import_readings_site_group_uuid_fkey;

alter table app.imports
  drop constraint imports_site_group_uuid_fkey;

alter table app.imports
  drop constraint imports_site_uuid_fkey;

alter table app.imports
  drop constraint imports_user_uuid_fkey;

drop function app.act_for_import(uuid);

drop function app.add_import_chunk(uuid, integer, bytea, bigint);

drop function
  app.add_import_piece(uuid, integer, integer, bigint, uuid[], integer[], bigint[], bigint[],
  double precision[], integer[], jsonb);

drop function app.begin_import(text, uuid, text, boolean);

drop function app.begin_import_check(uuid);

drop function app.begin_storing(uuid);

drop function app.check_if_decided(uuid);

drop function app.confirm_import(uuid, text);

drop function app.decide_import(uuid, jsonb, uuid, text[], text);

drop function app.delete_import(uuid);

drop function app.delete_import_reading(text);

drop function app.end_import(uuid);

drop function app.end_import_check(uuid, integer, jsonb);

drop function app.fail_import(uuid, text, text);

drop function app.import_left_out_of(uuid, integer);

drop function app.import_sample(uuid);

drop function app.import_times(bigint[]);

drop function app.imports_of(uuid, uuid, integer);

drop function app.list_import_conflicts(uuid);

drop function app.own_import(uuid);

drop function app.propose_import(uuid, jsonb, text);

drop function app.rename_import_reading(text, text);

drop function app.store_import_piece(uuid);

drop function app.undo_import(uuid);

-- Loses data.
drop table app.import_chunks;

-- Loses data.
drop table app.import_left_out;

-- Loses data.
drop table app.import_pieces;

-- Loses data.
drop table app.import_readings;

-- Loses data.
drop table app.imports;
