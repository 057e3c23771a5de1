set local check_function_bodies = off;

create or replace function app.undo_charging_import (
  of_import uuid
)
  returns table (
    removed integer,
    restored integer,
    kept integer
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  own app.charging_imports;
  row_at integer;
  done app.charging_import_rows;
  stored ev_charging_session;
  earlier ev_charging_session;
begin
  own := app.own_charging_import(of_import);
  if own.state not in ('stored', 'failed') or own.result is null then
    raise 'This import has stored nothing that could be undone.' using errcode = 'SC409';
  end if;
  for row_at in
    select r.row_number from app.charging_import_rows r
    where r.import_uuid = of_import and r.result = 'updated'
    order by r.row_number desc
  loop
    -- Read here: taking back a later row changed the version that an earlier one has to find.
    select * into done from app.charging_import_rows r
    where r.import_uuid = of_import and r.row_number = row_at;
    select * into stored from ev_charging_session s
    where s.session_id = done.session_id and s.site_group_uuid = own.site_group_uuid for update;
    if not found or stored.version <> done.written_version then
      update app.charging_import_rows r
      set result = case when stored.id is null then 'undone' else 'kept' end
      where r.import_uuid = of_import and r.row_number = done.row_number;
    else
      earlier := jsonb_populate_record(stored, done.before);
      -- What it referred to may be gone by now.
      if not exists (select 1 from ev_charging_networks n
        where n.id = earlier.network_id and n.site_group_uuid = own.site_group_uuid)
      then earlier.network_id := null; end if;
      if not exists (select 1 from ev_location_lookup l
        where l.id = earlier.location_id and l.site_group_uuid = own.site_group_uuid)
      then earlier.location_id := null; end if;
      if not exists (select 1 from site_group_sites g
        where g.site_uuid = earlier.site_uuid and g.site_group_uuid = own.site_group_uuid)
      then earlier.site_uuid := null; end if;
      update app.charging_import_rows r
      set written_version = app.put_charging_session(earlier)
      where r.import_uuid = of_import and r.session_id = done.session_id
        and r.row_number <= done.row_number;
    end if;
  end loop;
  -- The row that added a session comes before those that updated it: all of these go at once.
  with gone as (
    delete from ev_charging_session s using app.charging_import_rows r
    where r.import_uuid = of_import and r.result = 'added'
      and s.session_id = r.session_id and s.site_group_uuid = own.site_group_uuid
      and s.version = r.written_version
      -- The same number may have been removed and added again since.
      and s.ingested_at <= coalesce(own.ended_utc, own.changed_utc) at time zone 'utc'
    returning r.row_number)
  update app.charging_import_rows r
  set result = case when exists (select 1 from ev_charging_session s
      where s.session_id = r.session_id and s.site_group_uuid = own.site_group_uuid)
    then 'kept' else 'undone' end
  where r.import_uuid = of_import and r.result = 'added'
    and not exists (select 1 from gone g where g.row_number = r.row_number);
  delete from ev_location_lookup l
  where l.id = any(own.made_locations) and l.site_group_uuid = own.site_group_uuid
    and not exists (select 1 from ev_charging_session s where s.location_id = l.id)
    and not exists (select 1 from ev_charger_stalls t where t.location_id = l.id)
    and not exists (select 1 from ev_rates t where t.location_id = l.id);
  delete from ev_charging_networks n
  where n.id = any(own.made_networks) and n.site_group_uuid = own.site_group_uuid
    and not n.is_verified
    and not exists (select 1 from ev_charging_session s where s.network_id = n.id)
    and not exists (select 1 from ev_location_lookup l where l.network_id = n.id)
    and not exists (select 1 from ev_rates t where t.network_id = n.id)
    and not exists (select 1 from ev_network_subscriptions t where t.network_id = n.id);
  select count(*) filter (where r.result = 'added'), count(*) filter (where r.result = 'updated'),
    count(*) filter (where r.result = 'kept')
  into removed, restored, kept from app.charging_import_rows r where r.import_uuid = of_import;
  update app.charging_import_rows r set result = 'undone'
  where r.import_uuid = of_import and r.result in ('added', 'updated');
  update app.charging_imports i set state = 'undone', ended_utc = now() at time zone 'utc',
    changed_utc = now() at time zone 'utc'
  where i.import_uuid = of_import;
  return next;
end
$function$;

comment on function app.undo_charging_import(uuid) is 'Takes back what a file stored: removes the sessions that it added, restores the values that it replaced, and removes networks and locations that it made and nothing uses. What was changed since is kept, also a session that was removed and added again; one that is gone counts for nothing. A session gets no network, location or site back that is gone. Throws SC404 for an import that is not the scope''s, SC409 for one that has stored nothing. Caller: web roles (sql/charging/imports.ts). Lock: the import''s row and the sessions FOR UPDATE.';
