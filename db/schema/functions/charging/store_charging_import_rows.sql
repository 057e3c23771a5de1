create function app.store_charging_import_rows(of_import uuid, most integer)
returns boolean
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  own app.charging_imports;
  last_row integer;
begin
  select * into own from app.charging_imports i
  where i.import_uuid = of_import and i.state = 'storing' for update;
  if not found then return false; end if;
  perform app.act_for_charging_import(of_import);
  last_row := least(own.done + most, own.total);
  perform app.make_charging_places(of_import, own.done + 1, last_row);
  perform app.insert_charging_import_rows(of_import, own.done + 1, last_row);
  perform app.update_charging_import_rows(of_import, own.done + 1, last_row);
  update app.charging_import_rows r set result = 'skipped'
  where r.import_uuid = of_import and r.row_number between own.done + 1 and last_row
    and r.result is null;
  update app.charging_imports i set done = last_row, changed_utc = now() at time zone 'utc',
    state = case when last_row = own.total then 'stored' else i.state end,
    ended_utc = case when last_row = own.total then now() at time zone 'utc' end,
    result = (select jsonb_build_object(
        'added', coalesce((i.result ->> 'added')::integer, 0)
          + count(*) filter (where r.result = 'added'),
        'updated', coalesce((i.result ->> 'updated')::integer, 0)
          + count(*) filter (where r.result = 'updated'),
        'skipped', coalesce((i.result ->> 'skipped')::integer, 0)
          + count(*) filter (where r.result = 'skipped'),
        'failed', coalesce((i.result ->> 'failed')::integer, 0)
          + count(*) filter (where r.result = 'failed'))
      from app.charging_import_rows r
      where r.import_uuid = of_import and r.row_number between own.done + 1 and last_row)
  where i.import_uuid = of_import;
  return last_row < own.total;
end
$$;

comment on function app.store_charging_import_rows(uuid, integer) is
  'Stores the next rows of a confirmed file, at most so many, and moves its position on in the same '
  'transaction; after the last one ends the import. Returns whether there are more rows. Throws '
  'SC409 when its user is no longer of the group. Caller: the owner '
  '(sql/charging/import_work.ts). Lock: the import''s row FOR UPDATE, sessions that are updated.';
