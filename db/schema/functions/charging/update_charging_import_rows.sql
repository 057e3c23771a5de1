create function app.update_charging_import_rows(of_import uuid, first_row integer,
  last_row integer)
returns void
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  wanted record;
  stored ev_charging_session;
  changes jsonb;
begin
  for wanted in
    select s.row_number, s.given, s.session, coalesce(s.match_id, e.session_id) as session_id
    from app.charging_import_sessions(of_import, first_row, last_row, 'update') s
    join app.charging_import_rows r on r.import_uuid = of_import and r.row_number = s.row_number
    left join app.charging_import_rows e
      on e.import_uuid = of_import and e.row_number = r.match_row
    order by s.row_number
  loop
    select * into stored from ev_charging_session s
    where s.session_id = wanted.session_id and s.site_group_uuid = app.group_uuid() for update;
    if not found then
      update app.charging_import_rows r set result = 'failed',
        message = 'The session to update is no longer there.'
      where r.import_uuid = of_import and r.row_number = wanted.row_number;
      continue;
    end if;
    select coalesce(jsonb_object_agg(g.key, wanted.session -> g.key), '{}') into changes
    from unnest(wanted.given) g (key) where g.key <> 'session_id' and wanted.session ? g.key;
    update app.charging_import_rows r set result = 'updated', session_id = stored.session_id,
      before = (select jsonb_object_agg(b.key, b.value) from jsonb_each(to_jsonb(stored)) b
        where changes ? b.key),
      written_version = app.put_charging_session(jsonb_populate_record(stored, changes))
    where r.import_uuid = of_import and r.row_number = wanted.row_number;
  end loop;
end
$$;

comment on function app.update_charging_import_rows(uuid, integer, integer) is
  'Updates the sessions that rows of a file match by the values that the file has, and keeps those '
  'that were replaced. Caller: app.store_charging_import_rows. Lock: the sessions FOR UPDATE.';
