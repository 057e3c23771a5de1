set local check_function_bodies = off;

create table app.charging_import_rows (
  import_uuid uuid not null,
  row_number integer not null,
  site_group_uuid uuid not null,
  line integer not null,
  cells jsonb not null,
  line_fault text,
  edits jsonb not null default '{}'::jsonb,
  status text,
  session jsonb,
  given text[] not null default '{}'::text[],
  field text,
  message text,
  remarks text[] not null default '{}'::text[],
  match_id uuid,
  match_row integer,
  action text,
  result text,
  session_id uuid,
  written_version integer,
  before jsonb,
  constraint charging_import_rows_action_check
    check ((action = ANY (ARRAY['skip'::text, 'insert'::text, 'update'::text]))),
  constraint charging_import_rows_pkey primary key (import_uuid, row_number),
  constraint charging_import_rows_result_check
    check
    ((result = ANY (ARRAY['added'::text, 'updated'::text, 'skipped'::text, 'failed'::text,
    'undone'::text, 'kept'::text]))),
  constraint charging_import_rows_status_check
    check ((status = ANY (ARRAY['new'::text, 'exact'::text, 'near'::text, 'wrong'::text])))
);

alter table app.charging_import_rows
  enable row level security;

create table app.charging_imports (
  import_uuid uuid not null default gen_random_uuid(),
  site_group_uuid uuid not null,
  user_uuid uuid,
  actor text,
  only_sites uuid[],
  file_name text not null,
  format text,
  state text not null default 'columns'::text,
  header text[] not null,
  total integer not null default 0,
  proposal jsonb not null,
  plan jsonb,
  places jsonb not null default '[]'::jsonb,
  counts jsonb,
  done integer not null default 0,
  check_number integer not null default 0,
  is_confirmed boolean not null default false,
  result jsonb,
  made_networks integer[] not null default '{}'::integer[],
  made_locations integer[] not null default '{}'::integer[],
  message text,
  created_utc timestamp without time zone not null default (now() AT TIME ZONE 'utc'::text),
  changed_utc timestamp without time zone not null default (now() AT TIME ZONE 'utc'::text),
  ended_utc timestamp without time zone,
  expires_utc timestamp without time zone
    not null default ((now() AT TIME ZONE 'utc'::text) + '24:00:00'::interval),
  constraint charging_imports_pkey primary key (import_uuid),
  constraint charging_imports_site_group_uuid_key unique (site_group_uuid, import_uuid),
  constraint charging_imports_state_check
    check
    ((state = ANY (ARRAY['columns'::text, 'places'::text, 'checking'::text, 'checked'::text,
    'storing'::text, 'stored'::text, 'undone'::text, 'failed'::text])))
);

alter table app.charging_imports
  enable row level security;

create or replace function app.act_for_charging_import (
  of_import uuid
)
  returns void
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  sender record;
begin
  select i.site_group_uuid, i.only_sites, u.user_uuid into sender
  from app.charging_imports i left join users u on u.user_uuid = i.user_uuid
    and u.site_group_uuid = i.site_group_uuid and u.deactivated_utc is null
  where i.import_uuid = of_import;
  if sender.user_uuid is null then
    raise 'The user who sent or confirmed this file was deactivated, or is in another group now.'
      using errcode = 'SC409';
  end if;
  perform app.scope(sender.site_group_uuid, sender.user_uuid, 'import', sender.only_sites);
end
$function$;

create or replace function app.charging_import_sessions (
  of_import uuid,
  first_row integer,
  last_row integer,
  wanted text
)
  returns table (
    row_number integer,
    match_id uuid,
    given text[],
    session jsonb
  )
  language plpgsql
  stable
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
begin
  return query
  select r.row_number, r.match_id,
    r.given || case when r.session ? 'cost' then array['cost_source'] else '{}' end
      || case when n.id is not null then array['network_id'] else '{}' end
      || case when 'location_name' = any(r.given) and p.choice is not null
        then array['location_id', 'site_uuid'] else '{}' end,
    r.session || jsonb_strip_nulls(jsonb_build_object(
      'cost_source', case when r.session ->> 'cost' is not null then 'imported' end,
      'network_id', n.id, 'location_id', coalesce(k.id, l.id),
      'site_uuid', coalesce(p.choice ->> 'site_uuid', k.site_uuid::text),
      'session_id', case when r.status in ('exact') then gen_random_uuid()::text
        else r.session ->> 'session_id' end))
  from app.charging_import_rows r
  join app.charging_imports i on i.import_uuid = r.import_uuid
  left join ev_charging_networks n on n.site_group_uuid = i.site_group_uuid
    and lower(n.network_name) = lower(r.session ->> 'network_name')
  left join lateral (select e -> 'choice' as choice from jsonb_array_elements(i.places) e
    where lower(e ->> 'name') = lower(trim(r.session ->> 'location_name')) limit 1) p on true
  left join ev_location_lookup k on k.site_group_uuid = i.site_group_uuid
    and k.id = (p.choice ->> 'location_id')::integer
  left join lateral (select l.id from ev_location_lookup l
    where l.site_group_uuid = i.site_group_uuid and (p.choice ? 'is_new' or p.choice ? 'site_uuid')
      and lower(trim(l.location_name)) = lower(trim(r.session ->> 'location_name'))
      and l.site_uuid is not distinct from (p.choice ->> 'site_uuid')::uuid
    order by l.id limit 1) l on true
  where r.import_uuid = of_import and r.row_number between first_row and last_row
    and r.result is null and r.session is not null
    and coalesce(r.action, case r.status when 'new' then 'insert' else 'skip' end) = wanted
  order by r.row_number;
end
$function$;

create or replace function app.insert_charging_import_rows (
  of_import uuid,
  first_row integer,
  last_row integer
)
  returns void
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  with wanted as materialized (
    select s.row_number, s.session, (s.session ->> 'session_id')::uuid as session_id
    from app.charging_import_sessions(of_import, first_row, last_row, 'insert') s),
  made as (
    insert into ev_charging_session (session_id,
      device_id, charge_type, location_name, location_type, is_free, plug_status,
      charging_status, station_status, charging_voltage, charging_amperage, charging_kw,
      session_start_utc, session_end_utc, estimated_end_utc, recorded_at,
      charge_duration_seconds, plugged_in_duration_seconds, start_soc, end_soc, energy_kwh, cost,
      cost_without_overrides, cost_source, is_complete, location_id, max_power, min_power,
      miles_added, source_system, original_timestamp, network_id, address, latitude, longitude,
      evse_voltage, evse_amperage, evse_kw, evse_energy_kwh, evse_max_power_kw, charger_rated_kw,
      evse_source, site_uuid, note, currency)
    select v.session_id,
      v.device_id, v.charge_type, v.location_name, v.location_type, v.is_free, v.plug_status,
      v.charging_status, v.station_status, v.charging_voltage, v.charging_amperage,
      v.charging_kw, v.session_start_utc, v.session_end_utc, v.estimated_end_utc, v.recorded_at,
      v.charge_duration_seconds, v.plugged_in_duration_seconds, v.start_soc, v.end_soc,
      v.energy_kwh, v.cost, v.cost_without_overrides, v.cost_source, v.is_complete,
      v.location_id, v.max_power, v.min_power, v.miles_added, v.source_system,
      v.original_timestamp, v.network_id, v.address, v.latitude, v.longitude, v.evse_voltage,
      v.evse_amperage, v.evse_kw, v.evse_energy_kwh, v.evse_max_power_kw, v.charger_rated_kw,
      v.evse_source, v.site_uuid, v.note, v.currency
    from wanted w, jsonb_populate_record(null::ev_charging_session, w.session) v
    on conflict on constraint uq_ev_charging_session_session_id do nothing
    returning session_id, version)
  update app.charging_import_rows r set session_id = m.session_id, written_version = m.version,
    result = case when m.session_id is null then 'skipped' else 'added' end,
    message = case when m.session_id is null then 'This session was stored meanwhile.' end
  from wanted w left join made m on m.session_id = w.session_id
  where r.import_uuid = of_import and r.row_number = w.row_number;
end
$function$;

create or replace function app.make_charging_places (
  of_import uuid,
  first_row integer,
  last_row integer
)
  returns void
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  own_group uuid := app.group_uuid();
  made_networks integer[];
  made_locations integer[];
begin
  with made as (
    insert into ev_charging_networks (network_name, is_verified, source_system)
    select distinct on (lower(r.session ->> 'network_name'))
      r.session ->> 'network_name', false, 'import'
    from app.charging_import_rows r
    where r.import_uuid = of_import and r.row_number between first_row and last_row
      and r.session ->> 'network_name' is not null
      and coalesce(r.action, case r.status when 'new' then 'insert' else 'skip' end) <> 'skip'
    on conflict (site_group_uuid, lower(network_name)) do nothing
    returning id)
  select coalesce(array_agg(id), '{}') into made_networks from made;
  with wanted as (
    select distinct on (lower(p ->> 'name')) p ->> 'name' as name,
      (p -> 'choice' ->> 'site_uuid')::uuid as site, r.session
    from app.charging_imports i, jsonb_array_elements(i.places) p
    join app.charging_import_rows r
      on lower(trim(r.session ->> 'location_name')) = lower(p ->> 'name')
    where i.import_uuid = of_import and r.import_uuid = of_import
      and r.row_number between first_row and last_row
      and coalesce(r.action, case r.status when 'new' then 'insert' else 'skip' end) <> 'skip'
      and (p -> 'choice' ? 'is_new' or p -> 'choice' ? 'site_uuid')
    order by lower(p ->> 'name'), r.row_number),
  made as (
    insert into ev_location_lookup (location_name, location_type, address, latitude, longitude,
      network_id, site_uuid, is_verified, source_system)
    select w.name, w.session ->> 'location_type', w.session ->> 'address',
      (w.session ->> 'latitude')::numeric, (w.session ->> 'longitude')::numeric, n.id, w.site,
      w.site is not null, 'import'
    from wanted w
    left join ev_charging_networks n on n.site_group_uuid = own_group
      and lower(n.network_name) = lower(w.session ->> 'network_name')
    where not exists (select 1 from ev_location_lookup l where l.site_group_uuid = own_group
      and lower(trim(l.location_name)) = lower(w.name) and l.site_uuid is not distinct from w.site)
    returning id)
  select coalesce(array_agg(id), '{}') into made_locations from made;
  update app.charging_imports i set made_networks = i.made_networks || made_charging.networks,
    made_locations = i.made_locations || made_charging.locations
  from (select made_networks as networks, made_locations as locations) made_charging
  where i.import_uuid = of_import;
end
$function$;

create or replace function app.own_charging_import (
  of_import uuid
)
  returns app.charging_imports
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  own app.charging_imports;
begin
  select * into own from app.charging_imports i
  where i.import_uuid = of_import and i.site_group_uuid = app.group_uuid()
    and coalesce(i.only_sites <@ app.only_sites(), app.only_sites() is null)
  for update;
  if not found then raise 'There is no such import here.' using errcode = 'SC404'; end if;
  return own;
end
$function$;

create or replace function app.put_charging_session (
  session public.ev_charging_session
)
  returns integer
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  put_version integer;
begin
  update ev_charging_session s set
    device_id = session.device_id, charge_type = session.charge_type,
    location_name = session.location_name, location_type = session.location_type,
    is_free = session.is_free, plug_status = session.plug_status,
    charging_status = session.charging_status, station_status = session.station_status,
    charging_voltage = session.charging_voltage, charging_amperage = session.charging_amperage,
    charging_kw = session.charging_kw, session_start_utc = session.session_start_utc,
    session_end_utc = session.session_end_utc, estimated_end_utc = session.estimated_end_utc,
    recorded_at = session.recorded_at, charge_duration_seconds = session.charge_duration_seconds,
    plugged_in_duration_seconds = session.plugged_in_duration_seconds,
    start_soc = session.start_soc, end_soc = session.end_soc, energy_kwh = session.energy_kwh,
    cost = session.cost, cost_without_overrides = session.cost_without_overrides,
    cost_source = session.cost_source, is_complete = session.is_complete,
    location_id = session.location_id, max_power = session.max_power,
    min_power = session.min_power, miles_added = session.miles_added,
    source_system = session.source_system, original_timestamp = session.original_timestamp,
    network_id = session.network_id, address = session.address, latitude = session.latitude,
    longitude = session.longitude, evse_voltage = session.evse_voltage,
    evse_amperage = session.evse_amperage, evse_kw = session.evse_kw,
    evse_energy_kwh = session.evse_energy_kwh, evse_max_power_kw = session.evse_max_power_kw,
    charger_rated_kw = session.charger_rated_kw, evse_source = session.evse_source,
    site_uuid = session.site_uuid, note = session.note, currency = session.currency
  where s.id = session.id and s.site_group_uuid = session.site_group_uuid
  returning s.version into put_version;
  return put_version;
end
$function$;

create or replace function app.store_charging_import_rows (
  of_import uuid,
  most integer
)
  returns boolean
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
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
$function$;

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
begin
  own := app.own_charging_import(of_import);
  if own.state not in ('stored', 'failed') or own.result is null then
    raise 'This import has stored nothing that could be undone.' using errcode = 'SC409';
  end if;
  for row_at in
    select r.row_number from app.charging_import_rows r
    where r.import_uuid = of_import and r.result in ('added', 'updated')
    order by r.row_number desc
  loop
    -- Read here: taking back a later row changed the version that an earlier one has to find.
    select * into done from app.charging_import_rows r
    where r.import_uuid = of_import and r.row_number = row_at;
    select * into stored from ev_charging_session s
    where s.session_id = done.session_id and s.site_group_uuid = own.site_group_uuid for update;
    if not found or stored.version <> done.written_version then
      update app.charging_import_rows r set result = 'kept'
      where r.import_uuid = of_import and r.row_number = done.row_number;
    elsif done.result = 'added' then
      delete from ev_charging_session s where s.id = stored.id;
    else
      update app.charging_import_rows r
      set written_version = app.put_charging_session(jsonb_populate_record(stored, done.before))
      where r.import_uuid = of_import and r.session_id = done.session_id
        and r.row_number <= done.row_number;
    end if;
  end loop;
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

create or replace function app.update_charging_import_rows (
  of_import uuid,
  first_row integer,
  last_row integer
)
  returns void
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
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
$function$;

alter table app.charging_imports
  add constraint charging_imports_site_group_uuid_fkey foreign key (site_group_uuid)
    references public.site_groups(site_group_uuid) on delete cascade;

alter table app.charging_import_rows
  add constraint charging_import_rows_import_uuid_fkey foreign key (site_group_uuid, import_uuid)
    references app.charging_imports(site_group_uuid, import_uuid) on delete cascade;

alter table app.charging_imports
  add constraint charging_imports_user_uuid_fkey foreign key (user_uuid)
    references public.users(user_uuid) on delete set null;

create index charging_imports_open on app.charging_imports using btree (created_utc)
  where (state = ANY (ARRAY['checking'::text, 'storing'::text]));

create index ix_charging_import_rows_site_group_uuid on app.charging_import_rows
  using btree (site_group_uuid, import_uuid, row_number);

create index ix_charging_imports_created_utc on app.charging_imports
  using btree (site_group_uuid, created_utc, import_uuid);

create index ix_charging_imports_expires_utc on app.charging_imports using btree (expires_utc);

create index ix_charging_imports_user_uuid on app.charging_imports using btree (user_uuid);

create policy by_group on app.charging_import_rows
  for all
  to sitecast_app
  using
    ((site_group_uuid = (NULLIF(current_setting('app.site_group_uuid'::text, true),
    ''::text))::uuid));

create policy by_group on app.charging_imports
  for all
  to sitecast_app
  using
    ((site_group_uuid = (NULLIF(current_setting('app.site_group_uuid'::text, true),
    ''::text))::uuid));

comment on column app.charging_import_rows.action is 'What a person chose: skip, insert or update. NULL: a new row is inserted, another one skipped.';

comment on column app.charging_import_rows.before is 'The values that an update replaced. NULL: it replaced none.';

comment on column app.charging_import_rows.cells is 'Its cells, as a list of texts.';

comment on column app.charging_import_rows.edits is 'Texts by field that a person typed instead of cells.';

comment on column app.charging_import_rows.field is 'The field that is wrong, empty for the whole row. NULL: none is.';

comment on column app.charging_import_rows.given is 'Columns of the session that the file has a value for. An update writes these alone.';

comment on column app.charging_import_rows.import_uuid is 'The import.';

comment on column app.charging_import_rows.line is 'Number of its first line in the file; in JSON, its place in the list.';

comment on column app.charging_import_rows.line_fault is 'Why it cannot be split into cells. NULL: it can.';

comment on column app.charging_import_rows.match_id is 'session_id of the stored session that it is, or nearly is. NULL: none.';

comment on column app.charging_import_rows.match_row is 'The earlier row that it is, or nearly is. NULL: none.';

comment on column app.charging_import_rows.message is 'What is wrong with it, or why it was not stored. NULL: nothing.';

comment on column app.charging_import_rows.remarks is 'What a person should know about it.';

comment on column app.charging_import_rows.result is 'added, updated, skipped or failed; after undoing also undone, or kept as it was changed since. NULL: not stored yet.';

comment on column app.charging_import_rows.row_number is 'Place in the file, from 1.';

comment on column app.charging_import_rows.session is 'The session that it holds, by columns of ev_charging_session. NULL: it is wrong.';

comment on column app.charging_import_rows.session_id is 'The session that it was written to. NULL: none.';

comment on column app.charging_import_rows.site_group_uuid is 'The group whose file it is.';

comment on column app.charging_import_rows.status is 'new; exact or near (a stored session or an earlier row is the same, or nearly); or wrong. NULL: not checked yet.';

comment on column app.charging_import_rows.written_version is 'Version of that session then: one that was changed since is not undone.';

comment on column app.charging_imports.actor is 'E-mail address of that user at the time.';

comment on column app.charging_imports.changed_utc is 'When something last changed here (UTC).';

comment on column app.charging_imports.check_number is 'Counts the checks: what a check by another plan found is discarded.';

comment on column app.charging_imports.counts is '{new, exact, near, wrong}: how many rows are so. NULL: not checked yet.';

comment on column app.charging_imports.created_utc is 'When it was sent (UTC).';

comment on column app.charging_imports.done is 'Rows that were checked, or stored, so far.';

comment on column app.charging_imports.ended_utc is 'When it was stored or undone, or failed (UTC). NULL: it is open.';

comment on column app.charging_imports.expires_utc is 'When it is deleted with its rows (UTC).';

comment on column app.charging_imports.file_name is 'Name of the file as it was sent.';

comment on column app.charging_imports.format is 'The program that wrote it, known by its header. NULL: not known.';

comment on column app.charging_imports.header is 'The names of the columns.';

comment on column app.charging_imports.import_uuid is 'Key of the import.';

comment on column app.charging_imports.is_confirmed is 'True: it is stored as soon as it has been checked.';

comment on column app.charging_imports.made_locations is 'Locations that storing it made.';

comment on column app.charging_imports.made_networks is 'Networks that storing it made.';

comment on column app.charging_imports.message is 'Why it failed. NULL: it did not.';

comment on column app.charging_imports.only_sites is 'The only sites that the API token sees with which the file was sent. NULL: all of the group.';

comment on column app.charging_imports.places is '[{name, rows, choice}]: names of places in the file, and where each of them is.';

comment on column app.charging_imports.plan is 'How it is read: the field of each column, zone, dates, numbers and currency. NULL: not chosen.';

comment on column app.charging_imports.proposal is 'What its header and first rows say about how it is read.';

comment on column app.charging_imports.result is '{added, updated, skipped, failed}: what became of the rows so far. NULL: not confirmed.';

comment on column app.charging_imports.site_group_uuid is 'The group whose file it is: nobody else learns of it.';

comment on column app.charging_imports.state is 'columns (to be chosen), places (to be chosen), checking, checked, storing, stored, undone or failed.';

comment on column app.charging_imports.total is 'How many rows it has.';

comment on column app.charging_imports.user_uuid is 'The user who sent or confirmed the file, and in whose rights it is stored. NULL: the user was deleted.';

comment on function app.act_for_charging_import(uuid) is 'Opens the scope of the user who sent or confirmed a file of charging sessions, with that user''s present rights. Throws SC409 when the user was deactivated, deleted or moved to another group. Caller: the owner, first in each step of an import. Lock: none.';

comment on function app.charging_import_sessions(uuid, integer, integer, text) is
  'Returns the sessions of rows that are to be inserted, or to be updated, with the keys of the networks, locations and sites that the rows name. One that is stored already gets a number of its own. Caller: app.store_charging_import_rows and its parts. Lock: none.';

comment on function app.insert_charging_import_rows(uuid, integer, integer) is
  'Inserts the sessions of rows of a file. One that was stored since the check is skipped. Caller: app.store_charging_import_rows. Lock: sessions of the same numbers.';

comment on function app.make_charging_places(uuid, integer, integer) is
  'Makes the networks and locations that some rows of a file name and the group does not have, to be verified by a person, and remembers them for undoing. Caller: app.store_charging_import_rows. Lock: the import''s row.';

comment on function app.own_charging_import(uuid) is 'Returns an import of charging sessions of the scope''s group; to an API token for some sites only one that was sent with a token for some of these. Throws SC404 without one. Caller: definer functions. Lock: the import''s row FOR UPDATE.';

comment on function app.put_charging_session(public.ev_charging_session) is
  'Replaces all that people and programs write of a session, and returns its new version. Caller: app.update_charging_import_rows, app.undo_charging_import. Lock: the session.';

comment on function app.store_charging_import_rows(uuid, integer) is 'Stores the next rows of a confirmed file, at most so many, and moves its position on in the same transaction; after the last one ends the import. Returns whether there are more rows. Throws SC409 when its user is no longer of the group. Caller: the owner (sql/charging/import_work.ts). Lock: the import''s row FOR UPDATE, sessions that are updated.';

comment on function app.undo_charging_import(uuid) is 'Takes back what a file stored: removes the sessions that it added, restores the values that it replaced, and removes networks and locations that it made and nothing uses. What was changed since is kept. Throws SC404 for an import that is not the scope''s, SC409 for one that has stored nothing. Caller: web roles (sql/charging/imports.ts). Lock: the import''s row and the sessions FOR UPDATE.';

comment on function app.update_charging_import_rows(uuid, integer, integer) is
  'Updates the sessions that rows of a file match by the values that the file has, and keeps those that were replaced. Caller: app.store_charging_import_rows. Lock: the sessions FOR UPDATE.';

comment on table app.charging_import_rows is 'The rows of files of charging sessions, what they were read to, and what became of them.';

comment on table app.charging_imports is 'Files of charging sessions that groups sent, and what became of them. A file waits 24 hours for its confirmation; what became of its rows is kept for 30 days.';

revoke all on function app.act_for_charging_import(uuid) from public;

revoke all on function app.charging_import_sessions(uuid, integer, integer, text) from public;

revoke all on function app.insert_charging_import_rows(uuid, integer, integer) from public;

revoke all on function app.make_charging_places(uuid, integer, integer) from public;

revoke all on function app.own_charging_import(uuid) from public;

revoke all on function app.put_charging_session(public.ev_charging_session) from public;

revoke all on function app.store_charging_import_rows(uuid, integer) from public;

revoke all on function app.undo_charging_import(uuid) from public;

grant execute on function app.undo_charging_import(uuid) to sitecast_app;

revoke all on function app.update_charging_import_rows(uuid, integer, integer) from public;

grant update (action) on table app.charging_import_rows to sitecast_app;

grant insert (cells) on table app.charging_import_rows to sitecast_app;

grant update (edits) on table app.charging_import_rows to sitecast_app;

grant update (field) on table app.charging_import_rows to sitecast_app;

grant update (given) on table app.charging_import_rows to sitecast_app;

grant insert (import_uuid) on table app.charging_import_rows to sitecast_app;

grant insert (line_fault) on table app.charging_import_rows to sitecast_app;

grant insert (line) on table app.charging_import_rows to sitecast_app;

grant update (match_id) on table app.charging_import_rows to sitecast_app;

grant update (match_row) on table app.charging_import_rows to sitecast_app;

grant update (message) on table app.charging_import_rows to sitecast_app;

grant update (remarks) on table app.charging_import_rows to sitecast_app;

grant insert (row_number) on table app.charging_import_rows to sitecast_app;

grant update (session) on table app.charging_import_rows to sitecast_app;

grant insert (site_group_uuid) on table app.charging_import_rows to sitecast_app;

grant update (status) on table app.charging_import_rows to sitecast_app;

grant delete, select on table app.charging_import_rows to sitecast_app;

grant insert (actor), update (actor) on table app.charging_imports to sitecast_app;

grant update (changed_utc) on table app.charging_imports to sitecast_app;

grant update (check_number) on table app.charging_imports to sitecast_app;

grant update (counts) on table app.charging_imports to sitecast_app;

grant update (done) on table app.charging_imports to sitecast_app;

grant update (ended_utc) on table app.charging_imports to sitecast_app;

grant update (expires_utc) on table app.charging_imports to sitecast_app;

grant insert (file_name) on table app.charging_imports to sitecast_app;

grant insert (format) on table app.charging_imports to sitecast_app;

grant insert (header) on table app.charging_imports to sitecast_app;

grant update (is_confirmed) on table app.charging_imports to sitecast_app;

grant update (message) on table app.charging_imports to sitecast_app;

grant insert (only_sites) on table app.charging_imports to sitecast_app;

grant update (places) on table app.charging_imports to sitecast_app;

grant update (plan) on table app.charging_imports to sitecast_app;

grant insert (proposal) on table app.charging_imports to sitecast_app;

grant update (result) on table app.charging_imports to sitecast_app;

grant insert (site_group_uuid) on table app.charging_imports to sitecast_app;

grant update (state) on table app.charging_imports to sitecast_app;

grant update (total) on table app.charging_imports to sitecast_app;

grant insert (user_uuid), update (user_uuid) on table app.charging_imports to sitecast_app;

grant delete, select on table app.charging_imports to sitecast_app;
