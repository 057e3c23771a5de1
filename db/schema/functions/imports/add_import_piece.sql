create function app.add_import_piece(of_import uuid, of_check integer, number integer,
  bytes_read bigint, of_sites uuid[], of_rows integer[], of_starts bigint[], of_ends bigint[],
  of_powers double precision[], of_lines integer[], left_out jsonb)
returns table (new integer, unchanged integer, conflicting integer)
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  row_sites uuid[];
  starts_utc timestamp[];
  ends_utc timestamp[];
begin
  update app.imports i set done = bytes_read, total = greatest(i.total, bytes_read)
  where i.import_uuid = of_import and i.state = 'checking' and i.check_number = of_check;
  if not found then return; end if;
  insert into app.import_pieces (import_uuid, piece_number, sites, site_numbers, starts, ends,
    powers, lines)
  values (of_import, number, of_sites, of_rows, of_starts, of_ends, of_powers, of_lines);
  if jsonb_array_length(left_out) > 0 then
    insert into app.import_left_out (import_uuid, list_number, lines)
    values (of_import, number, left_out);
  end if;
  row_sites := array(select of_sites[r] from unnest(of_rows) r);
  starts_utc := app.import_times(of_starts);
  ends_utc := app.import_times(of_ends);
  if app.is_new_ground(row_sites, starts_utc, ends_utc, of_powers) then
    select cardinality(of_powers), 0, 0 into new, unchanged, conflicting;
  else
    select count(*) filter (where effect = 'inserted'),
      count(*) filter (where effect = 'unchanged'), count(*) filter (where effect like '% %')
    into new, unchanged, conflicting
    from app.judge_generation(row_sites, starts_utc, ends_utc, of_powers, false);
  end if;
  return next;
end
$$;

comment on function app.add_import_piece(uuid, integer, integer, bigint, uuid[], integer[],
  bigint[], bigint[], double precision[], integer[], jsonb) is
  'Keeps a piece of a file that is being checked, with the lines that were left out of it, and '
  'returns what storing it would do, as app.judge_generation says; nothing when another check has '
  'begun since. Caller: the owner (sql/imports/check.ts). Lock: the import''s row.';
