set local check_function_bodies = off;

create table app.import_chunks (
  import_uuid uuid not null,
  chunk_number integer not null,
  bytes bytea not null,
  constraint import_chunks_pkey primary key (import_uuid, chunk_number)
);

create table app.import_left_out (
  import_uuid uuid not null,
  list_number integer not null,
  lines jsonb not null,
  constraint import_left_out_pkey primary key (import_uuid, list_number)
);

create table app.import_pieces (
  import_uuid uuid not null,
  piece_number integer not null,
  sites uuid[] not null,
  site_numbers integer[] not null,
  starts bigint[] not null,
  ends bigint[] not null,
  powers double precision[] not null,
  lines integer[] not null,
  constraint import_pieces_pkey primary key (import_uuid, piece_number)
);

create table app.import_readings (
  site_group_uuid uuid not null,
  name text not null,
  shape_key text not null,
  reading jsonb not null,
  used_utc timestamp without time zone not null default (now() AT TIME ZONE 'utc'::text),
  constraint import_readings_pkey primary key (site_group_uuid, name)
);

alter table app.import_readings
  enable row level security;

create table app.imports (
  import_uuid uuid not null default gen_random_uuid(),
  site_group_uuid uuid not null,
  user_uuid uuid,
  actor text,
  only_sites uuid[],
  file_name text not null,
  state text not null default 'uploading'::text,
  site_uuid uuid,
  bytes bigint not null default 0,
  proposal jsonb,
  reading jsonb,
  decided text[] not null default '{}'::text[],
  reading_name text,
  is_confirmed boolean not null default false,
  check_number integer not null default 0,
  preview jsonb,
  done bigint not null default 0,
  total bigint not null default 0,
  next_piece integer not null default 0,
  result jsonb,
  batch_id bigint,
  message text,
  created_utc timestamp without time zone not null default (now() AT TIME ZONE 'utc'::text),
  changed_utc timestamp without time zone not null default (now() AT TIME ZONE 'utc'::text),
  ended_utc timestamp without time zone,
  expires_utc timestamp without time zone
    not null default ((now() AT TIME ZONE 'utc'::text) + '24:00:00'::interval),
  constraint imports_pkey primary key (import_uuid)
);

alter table app.imports
  enable row level security;

create or replace function app.act_for_import (
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
  from app.imports i left join users u on u.user_uuid = i.user_uuid
    and u.site_group_uuid = i.site_group_uuid and u.deactivated_utc is null
  where i.import_uuid = of_import;
  if sender.user_uuid is null then
    raise 'The user who sent or confirmed this file was deactivated, or is in another group now.'
      using errcode = 'SC409';
  end if;
  perform app.scope(sender.site_group_uuid, sender.user_uuid, 'import', sender.only_sites);
end
$function$;

create or replace function app.add_import_chunk (
  of_import uuid,
  number integer,
  chunk bytea,
  most_bytes bigint
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  own app.imports;
begin
  own := app.own_import(of_import);
  if own.state <> 'uploading' then
    raise 'This file has arrived already.' using errcode = 'SC409';
  end if;
  if (select sum(i.bytes) from app.imports i where i.site_group_uuid = own.site_group_uuid)
      + length(chunk) > most_bytes then
    raise 'The files of your group that wait would be larger than % MB. Store or delete some of '
      'them first.', most_bytes / 1048576 using errcode = 'SC409';
  end if;
  insert into app.import_chunks (import_uuid, chunk_number, bytes) values (of_import, number, chunk);
  update app.imports i set bytes = i.bytes + length(chunk) where i.import_uuid = of_import;
end
$function$;

create or replace function app.add_import_piece (
  of_import uuid,
  of_check integer,
  number integer,
  bytes_read bigint,
  of_sites uuid[],
  of_rows integer[],
  of_starts bigint[],
  of_ends bigint[],
  of_powers double precision[],
  of_lines integer[],
  left_out jsonb
)
  returns table (
    new integer,
    unchanged integer,
    conflicting integer
  )
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  row_sites uuid[];
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
  select count(*) filter (where effect = 'inserted'),
    count(*) filter (where effect = 'unchanged'), count(*) filter (where effect like '% %')
  into new, unchanged, conflicting
  from app.judge_generation(row_sites, app.import_times(of_starts), app.import_times(of_ends),
    of_powers, false);
  return next;
end
$function$;

create or replace function app.begin_import (
  of_name text,
  of_site uuid,
  reading_name text,
  confirmed boolean
)
  returns uuid
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  begun uuid;
begin
  if of_site is not null then perform app.check_sites(array[of_site]); end if;
  if (select count(*) from app.imports i where i.site_group_uuid = app.group_uuid()
      and i.state not in ('stored', 'undone')) >= 200 then
    raise 'Your group has 200 files that wait. Store or delete some of them first.'
      using errcode = 'SC409';
  end if;
  insert into app.imports (site_group_uuid, user_uuid, actor, only_sites, file_name, site_uuid,
    reading_name, is_confirmed)
  select app.group_uuid(), u.user_uuid, u.email, app.only_sites(), of_name, of_site,
    begin_import.reading_name, confirmed
  from users u where u.user_uuid = app.user_uuid()
  returning import_uuid into begun;
  return begun;
end
$function$;

create or replace function app.begin_import_check (
  of_import uuid
)
  returns void
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  perform 1 from app.imports i where i.import_uuid = of_import for update;
  perform app.act_for_import(of_import);
  delete from app.import_pieces p where p.import_uuid = of_import;
  delete from app.import_left_out l where l.import_uuid = of_import;
end
$function$;

create or replace function app.begin_storing (
  of_import uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  update app.imports i set state = 'storing', done = 0, next_piece = 0,
    total = (i.preview ->> 'rows')::bigint,
    result = '{"inserted": 0, "unchanged": 0, "conflicting": 0, "replaced": 0}',
    expires_utc = (now() at time zone 'utc') + interval '30 days'
  where i.import_uuid = of_import;
  insert into app.import_readings as r (site_group_uuid, name, shape_key, reading)
  select i.site_group_uuid, i.reading_name, i.proposal ->> 'shape_key', i.reading
  from app.imports i where i.import_uuid = of_import and i.reading_name is not null
  on conflict (site_group_uuid, name) do update set shape_key = excluded.shape_key,
    reading = excluded.reading, used_utc = excluded.used_utc;
end
$function$;

create or replace function app.check_if_decided (
  of_import uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  update app.imports i set state = 'checking', check_number = i.check_number + 1, done = 0,
    total = i.bytes, preview = null, message = null, ended_utc = null
  where i.import_uuid = of_import and i.state in ('proposed', 'checking', 'checked', 'failed')
    and i.reading is not null and i.bytes > 0
    and (i.site_uuid is not null or i.reading -> 'site_column' <> 'null')
    and not exists (select 1 from jsonb_array_elements(i.proposal -> 'questions') q
      where q ->> 'field' <> 'site' and q ->> 'field' <> all(i.decided));
end
$function$;

create or replace function app.confirm_import (
  of_import uuid,
  named text
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  own app.imports;
begin
  own := app.own_import(of_import);
  if own.state in ('storing', 'stored') then return; end if;
  if own.state not in ('checking', 'checked') then
    raise 'This file cannot be stored: it is %.', own.state using errcode = 'SC409';
  end if;
  update app.imports i set is_confirmed = true, reading_name = coalesce(named, i.reading_name),
    user_uuid = app.user_uuid(), actor = u.email, changed_utc = now() at time zone 'utc'
  from users u where i.import_uuid = of_import and u.user_uuid = app.user_uuid();
  if own.state = 'checked' then perform app.begin_storing(of_import); end if;
end
$function$;

create or replace function app.decide_import (
  of_import uuid,
  new_reading jsonb,
  of_site uuid,
  fields text[],
  named text
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  own app.imports;
begin
  own := app.own_import(of_import);
  if own.state not in ('proposed', 'checking', 'checked', 'failed') or own.bytes = 0 then
    raise 'The reading of this file can no longer be changed.' using errcode = 'SC409';
  end if;
  if of_site is not null then perform app.check_sites(array[of_site]); end if;
  update app.imports i set reading = new_reading, site_uuid = of_site, reading_name = named,
    decided = array(select distinct f from unnest(i.decided || fields) f order by f),
    is_confirmed = false, state = 'proposed', preview = null, message = null, ended_utc = null,
    changed_utc = now() at time zone 'utc'
  where i.import_uuid = of_import;
  perform app.check_if_decided(of_import);
end
$function$;

create or replace function app.delete_import (
  of_import uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  own app.imports;
begin
  own := app.own_import(of_import);
  if own.state = 'storing' then
    raise 'This file is being stored. Wait until that is done, and undo it then.'
      using errcode = 'SC409';
  end if;
  delete from app.imports i where i.import_uuid = of_import;
end
$function$;

create or replace function app.delete_import_reading (
  of_name text
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  delete from app.import_readings r
  where r.site_group_uuid = app.group_uuid() and r.name = of_name;
  if not found then raise 'There is no such reading here.' using errcode = 'SC404'; end if;
end
$function$;

create or replace function app.end_import (
  of_import uuid
)
  returns void
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  delete from app.import_chunks c where c.import_uuid = of_import;
  delete from app.import_pieces p where p.import_uuid = of_import;
  delete from app.batches b using app.imports i
  where i.import_uuid = of_import and b.batch_id = i.batch_id
    and not exists (select 1 from app.batch_sites s where s.batch_id = b.batch_id);
  update app.imports i set state = 'stored', bytes = 0, done = i.total,
    batch_id = (select b.batch_id from app.batches b where b.batch_id = i.batch_id),
    ended_utc = now() at time zone 'utc', changed_utc = now() at time zone 'utc',
    expires_utc = (now() at time zone 'utc') + interval '30 days'
  where i.import_uuid = of_import;
end
$function$;

create or replace function app.end_import_check (
  of_import uuid,
  of_check integer,
  shown jsonb
)
  returns void
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  confirmed boolean;
begin
  update app.imports i set state = 'checked', preview = shown, done = i.total,
    changed_utc = now() at time zone 'utc'
  where i.import_uuid = of_import and i.state = 'checking' and i.check_number = of_check
  returning i.is_confirmed and (shown ->> 'rows')::bigint > 0 into confirmed;
  if confirmed then perform app.begin_storing(of_import); end if;
end
$function$;

create or replace function app.fail_import (
  of_import uuid,
  of_state text,
  why text
)
  returns void
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  update app.imports i set state = 'failed', message = why, is_confirmed = false,
    ended_utc = now() at time zone 'utc', changed_utc = now() at time zone 'utc'
  where i.import_uuid = of_import and i.state = of_state;
end
$function$;

create or replace function app.import_left_out_of (
  of_import uuid,
  after_list integer
)
  returns table (
    list_number integer,
    lines jsonb
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
begin
  return query
    select l.list_number, l.lines from app.import_left_out l
    where l.import_uuid = of_import and l.list_number > after_list
      and exists (select 1 from app.imports_of(of_import))
    order by l.list_number limit 1;
end
$function$;

create or replace function app.import_sample (
  of_import uuid
)
  returns table (
    head bytea,
    middle bytea,
    tail bytea
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  chunks integer;
begin
  if not exists (select 1 from app.imports_of(of_import)) then
    raise 'There is no such import here.' using errcode = 'SC404';
  end if;
  select count(*) into chunks from app.import_chunks c where c.import_uuid = of_import;
  select c.bytes into head from app.import_chunks c
  where c.import_uuid = of_import and c.chunk_number = 0;
  select substr(c.bytes, 1, 16384) into middle from app.import_chunks c
  where c.import_uuid = of_import and c.chunk_number = chunks / 2;
  select substr(c.bytes, greatest(1, length(c.bytes) - 16383)) into tail from app.import_chunks c
  where c.import_uuid = of_import and c.chunk_number = chunks - 1;
  return next;
end
$function$;

create or replace function app.import_times (
  milliseconds bigint[]
)
  returns timestamp without time zone[]
  language sql
  immutable
  AS $function$
select array(select timestamp '1970-01-01' + ms * interval '1 millisecond'
  from unnest(milliseconds) ms)
$function$;

create or replace function app.imports_of (
  of_import uuid default null::uuid,
  older_than uuid default null::uuid,
  at_most integer default 100
)
  returns table (
    import_uuid uuid,
    file_name text,
    state text,
    actor text,
    site_uuid uuid,
    bytes bigint,
    proposal jsonb,
    reading jsonb,
    decided text[],
    reading_name text,
    is_confirmed boolean,
    preview jsonb,
    done bigint,
    total bigint,
    result jsonb,
    batch_id bigint,
    message text,
    created_utc timestamp without time zone,
    changed_utc timestamp without time zone,
    ended_utc timestamp without time zone,
    expires_utc timestamp without time zone
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
begin
  return query
    select i.import_uuid, i.file_name, i.state, i.actor, i.site_uuid, i.bytes, i.proposal,
      i.reading, i.decided, i.reading_name, i.is_confirmed, i.preview, i.done, i.total, i.result,
      i.batch_id, i.message, i.created_utc, i.changed_utc, i.ended_utc, i.expires_utc
    from app.imports i
    where i.site_group_uuid = app.group_uuid()
      and coalesce(i.only_sites <@ app.only_sites(), app.only_sites() is null)
      and (of_import is null or i.import_uuid = of_import)
      and (older_than is null or (i.created_utc, i.import_uuid) < (
        select o.created_utc, o.import_uuid from app.imports o where o.import_uuid = older_than))
    order by i.created_utc desc, i.import_uuid desc limit at_most;
end
$function$;

create or replace function app.list_import_conflicts (
  of_import uuid
)
  returns void
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  insert into app.import_left_out (import_uuid, list_number, lines)
  select of_import, 1000000 + p.piece_number, jsonb_agg(jsonb_build_object('line', r.line,
    'reason', 'conflict', 'message', case when g.kw is null
      then 'A stored period overlaps this one.'
      else 'Another value is stored for this period.' end,
    'cells', jsonb_build_array(to_char(t.start_utc, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), r.kw::text))
    order by r.line)
  from app.imports i
  join app.import_pieces p on p.import_uuid = i.import_uuid and p.piece_number = i.next_piece
  cross join unnest(p.site_numbers, p.starts, p.ends, p.powers, p.lines)
    r (site_number, start_ms, end_ms, kw, line)
  cross join lateral (select timestamp '1970-01-01' + start_ms * interval '1 millisecond',
    timestamp '1970-01-01' + end_ms * interval '1 millisecond') t (start_utc, end_utc)
  left join lateral (select generation_power_kw as kw from generation s
    where s.site_uuid = p.sites[r.site_number] and s.site_uuid = any(p.sites)
      and s.start_utc = t.start_utc and s.end_utc = t.end_utc) g on true
  where i.import_uuid = of_import and g.kw is distinct from r.kw
  group by p.piece_number;
end
$function$;

create or replace function app.own_import (
  of_import uuid
)
  returns app.imports
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  own app.imports;
begin
  select * into own from app.imports i
  where i.import_uuid = of_import and i.site_group_uuid = app.group_uuid()
    and coalesce(i.only_sites <@ app.only_sites(), app.only_sites() is null)
  for update;
  if not found then raise 'There is no such import here.' using errcode = 'SC404'; end if;
  return own;
end
$function$;

create or replace function app.propose_import (
  of_import uuid,
  what jsonb,
  failure text
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  own app.imports;
begin
  own := app.own_import(of_import);
  if own.state <> 'uploading' then
    raise 'This file has arrived already.' using errcode = 'SC409';
  end if;
  update app.imports i set proposal = what, reading = nullif(what -> 'reading', 'null'),
    state = case when failure is null then 'proposed' else 'failed' end,
    message = failure, bytes = case when failure is null then i.bytes else 0 end,
    ended_utc = case when failure is not null then now() at time zone 'utc' end,
    changed_utc = now() at time zone 'utc'
  where i.import_uuid = of_import;
  if failure is not null then
    delete from app.import_chunks c where c.import_uuid = of_import;
  end if;
  perform app.check_if_decided(of_import);
end
$function$;

create or replace function app.rename_import_reading (
  old_name text,
  new_name text
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  if old_name <> new_name and exists (select 1 from app.import_readings r
      where r.site_group_uuid = app.group_uuid() and r.name = new_name) then
    raise 'Another reading has this name.' using errcode = 'SC422', column = 'name';
  end if;
  update app.import_readings r set name = new_name
  where r.site_group_uuid = app.group_uuid() and r.name = old_name;
  if not found then raise 'There is no such reading here.' using errcode = 'SC404'; end if;
end
$function$;

create or replace function app.store_import_piece (
  of_import uuid
)
  returns boolean
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  own app.imports;
  piece app.import_pieces;
  batch bigint;
  stored record;
  row_sites uuid[];
begin
  select * into own from app.imports i
  where i.import_uuid = of_import and i.state = 'storing' for update;
  if not found then return false; end if;
  perform app.act_for_import(of_import);
  select * into piece from app.import_pieces p
  where p.import_uuid = of_import and p.piece_number = own.next_piece;
  if not found then
    perform app.end_import(of_import);
    return false;
  end if;
  if not piece.sites <@ app.visible_sites() then
    raise 'A site of this file no longer belongs to your group. What was stored before can be '
      'undone.' using errcode = 'SC409';
  end if;
  -- Never the shared batch of small requests: undoing the import would undo these, too.
  batch := coalesce(own.batch_id, app.open_batch('sent', greatest(own.total, 100)));
  row_sites := array(select piece.sites[r] from unnest(piece.site_numbers) r);
  select * into stored from app.write_generation('sent', row_sites,
    app.import_times(piece.starts), app.import_times(piece.ends), piece.powers, false, batch);
  if stored.conflicting > 0 then perform app.list_import_conflicts(of_import); end if;
  update app.imports i set batch_id = batch, next_piece = own.next_piece + 1,
    done = i.done + cardinality(piece.powers), changed_utc = now() at time zone 'utc',
    result = jsonb_build_object(
      'inserted', (i.result ->> 'inserted')::bigint + stored.inserted,
      'unchanged', (i.result ->> 'unchanged')::bigint + stored.unchanged,
      'conflicting', (i.result ->> 'conflicting')::bigint + stored.conflicting,
      'replaced', (i.result ->> 'replaced')::bigint + stored.replaced)
  where i.import_uuid = of_import;
  return true;
end
$function$;

create or replace function app.undo_import (
  of_import uuid
)
  returns table (
    removed integer,
    restored integer,
    changed integer,
    changes jsonb
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  own app.imports;
begin
  own := app.own_import(of_import);
  if own.state not in ('stored', 'undone', 'failed') or own.batch_id is null then
    raise 'This import has stored nothing that could be undone.' using errcode = 'SC409';
  end if;
  return query select u.removed, u.restored, u.changed, u.changes
    from app.undo_batch(own.batch_id) u;
  update app.imports i set state = 'undone', ended_utc = now() at time zone 'utc',
    changed_utc = now() at time zone 'utc'
  where i.import_uuid = of_import;
end
$function$;

alter table app.import_readings
  add constraint import_readings_site_group_uuid_fkey foreign key (site_group_uuid)
    references public.site_groups(site_group_uuid) on delete cascade;

alter table app.import_chunks
  add constraint import_chunks_import_uuid_fkey foreign key (import_uuid)
    references app.imports(import_uuid) on delete cascade;

alter table app.import_left_out
  add constraint import_left_out_import_uuid_fkey foreign key (import_uuid)
    references app.imports(import_uuid) on delete cascade;

alter table app.import_pieces
  add constraint import_pieces_import_uuid_fkey foreign key (import_uuid)
    references app.imports(import_uuid) on delete cascade;

alter table app.imports
  add constraint imports_site_group_uuid_fkey foreign key (site_group_uuid)
    references public.site_groups(site_group_uuid) on delete cascade;

alter table app.imports
  add constraint imports_site_uuid_fkey foreign key (site_uuid) references public.sites(site_uuid)
    on delete cascade;

alter table app.imports
  add constraint imports_user_uuid_fkey foreign key (user_uuid) references public.users(user_uuid)
    on delete set null;

create index imports_open on app.imports using btree (created_utc)
  where (state = ANY (ARRAY['checking'::text, 'storing'::text]));

create index ix_imports_expires_utc on app.imports using btree (expires_utc);

create index ix_imports_site_group_uuid on app.imports
  using btree (site_group_uuid, created_utc, import_uuid);

create index ix_imports_site_uuid on app.imports using btree (site_uuid);

create index ix_imports_user_uuid on app.imports using btree (user_uuid);

create policy by_group on app.import_readings
  for all
  to sitecast_app
  using
    ((site_group_uuid = (NULLIF(current_setting('app.site_group_uuid'::text, true),
    ''::text))::uuid));

create policy by_group on app.imports
  for all
  to sitecast_app
  using
    ((site_group_uuid = (NULLIF(current_setting('app.site_group_uuid'::text, true),
    ''::text))::uuid));

comment on column app.import_chunks.bytes is 'The bytes, in the encoding of the file.';

comment on column app.import_chunks.chunk_number is 'Place in the file, from 0.';

comment on column app.import_chunks.import_uuid is 'The import.';

comment on column app.import_left_out.import_uuid is 'The import.';

comment on column app.import_left_out.lines is '[{line, reason, message, cells}], in the order of the file; cells are those that were read.';

comment on column app.import_left_out.list_number is 'Lists are numbered in the order of the file; those of conflicts come after all others.';

comment on column app.import_pieces.ends is 'Of each row: end of the period, excluded, in milliseconds since 1970 (UTC).';

comment on column app.import_pieces.import_uuid is 'The import.';

comment on column app.import_pieces.lines is 'Of each row: number of the line in the file, from 1.';

comment on column app.import_pieces.piece_number is 'Place in the file, from 0.';

comment on column app.import_pieces.powers is 'Of each row: mean power, in kW.';

comment on column app.import_pieces.site_numbers is 'Of each row: the place of its site in sites, from 1.';

comment on column app.import_pieces.sites is 'The sites of the piece, each once.';

comment on column app.import_pieces.starts is 'Of each row: start of the period, in milliseconds since 1970 (UTC).';

comment on column app.import_readings.name is 'What the group calls it, at most 100 characters.';

comment on column app.import_readings.reading is 'How they are read.';

comment on column app.import_readings.shape_key is 'Names the shape of the files.';

comment on column app.import_readings.site_group_uuid is 'The group.';

comment on column app.import_readings.used_utc is 'When it was last confirmed (UTC).';

comment on column app.imports.actor is 'E-mail address of that user at the time.';

comment on column app.imports.batch_id is 'The batch that undoes it (app.batches, no foreign key). NULL: nothing is stored yet.';

comment on column app.imports.bytes is 'Size of what is kept of the file, unpacked.';

comment on column app.imports.changed_utc is 'When something last changed here (UTC).';

comment on column app.imports.check_number is 'Counts the checks: what a check found by another reading is discarded.';

comment on column app.imports.created_utc is 'When the file began to arrive (UTC).';

comment on column app.imports.decided is 'Fields of the open questions that have been decided.';

comment on column app.imports.done is 'Bytes read while checking; rows stored while storing.';

comment on column app.imports.ended_utc is 'When it was stored or undone, or failed (UTC). NULL: it is open.';

comment on column app.imports.expires_utc is 'When the file, or after storing the list of lines left out, is deleted (UTC).';

comment on column app.imports.file_name is 'Name of the file as it was sent.';

comment on column app.imports.import_uuid is 'Key of the import.';

comment on column app.imports.is_confirmed is 'True: it is stored as soon as it has been checked.';

comment on column app.imports.message is 'Why it failed. NULL: it did not.';

comment on column app.imports.next_piece is 'Number of the piece that is stored next.';

comment on column app.imports.only_sites is 'The only sites that the API token sees with which the file was sent. NULL: all of the group.';

comment on column app.imports.preview is 'What storing would do. NULL: not checked yet.';

comment on column app.imports.proposal is 'What its first lines say about how it is read. NULL: it is still being sent.';

comment on column app.imports.reading is 'How it is read. NULL: not known yet.';

comment on column app.imports.reading_name is 'Name under which the reading is remembered on confirmation. NULL: it is not.';

comment on column app.imports.result is '{inserted, unchanged, conflicting, replaced}: what became of the rows stored so far.';

comment on column app.imports.site_group_uuid is 'The group whose file it is: nobody else learns of it.';

comment on column app.imports.site_uuid is 'The site of the whole file. NULL: a column names it, or it is not chosen yet.';

comment on column app.imports.state is 'uploading, proposed (its reading is to be decided), checking, checked, storing, stored, undone or failed.';

comment on column app.imports.total is 'Of so many.';

comment on column app.imports.user_uuid is 'The user who sent the file, and in whose rights it is stored. NULL: the user was deleted.';

comment on function app.act_for_import(uuid) is 'Opens the scope of the user who sent or confirmed a file, with that user''s present rights. Throws SC409 when the user was deactivated, deleted or moved to another group. Caller: the owner, first in each step of an import. Lock: none.';

comment on function app.add_import_chunk(uuid, integer, bytea, bigint) is
  'Adds a piece to a file that is being sent. Throws SC404 for an import that is not the scope''s, SC409 for one that has arrived already, and when the files of the group would be larger than most_bytes. Caller: web roles (sql/imports/upload.ts). Lock: the import''s row FOR UPDATE.';

comment on function
  app.add_import_piece(uuid, integer, integer, bigint, uuid[], integer[], bigint[], bigint[],
  double precision[], integer[], jsonb) is 'Keeps a piece of a file that is being checked, with the lines that were left out of it, and returns what storing it would do, as app.judge_generation says; nothing when another check has begun since. Caller: the owner (sql/imports/check.ts). Lock: the import''s row.';

comment on function app.begin_import(text, uuid, text, boolean) is 'Makes the import of a file that is about to arrive and returns its UUID. The site may be NULL: it is chosen later, or a column names it. Throws P0002 for a site that is not the scope''s, SC409 when 200 files of the group wait. Caller: web roles (sql/imports/upload.ts). Lock: none.';

comment on function app.begin_import_check(uuid) is 'Deletes what an earlier check of a file found, and opens the scope of its user. Throws SC409 as app.act_for_import. Caller: the owner (sql/imports/check.ts). Lock: the import''s row FOR UPDATE.';

comment on function app.begin_storing(uuid) is 'Lets a checked and confirmed file be stored, and remembers its reading if it has a name. Caller: app.confirm_import, app.end_import_check. Lock: the import''s row; that of the reading.';

comment on function app.check_if_decided(uuid) is 'Lets a file be checked, anew if it was before, once its site is known and each open question is decided. Caller: app.propose_import, app.decide_import. Lock: the import''s row.';

comment on function app.confirm_import(uuid, text) is 'Lets a checked file be stored, in the name of the scope''s user; one that is being checked, as soon as that is done; nothing for one that is being stored or was. Its reading is remembered under the name, if there is one. Throws SC404 for an import that is not the scope''s, SC409 in another state. Caller: web roles (sql/imports/imports.ts). Lock: the import''s row FOR UPDATE.';

comment on function app.decide_import(uuid, jsonb, uuid, text[], text) is
  'Changes how a file is read, its site, and the name under which the reading is remembered, and begins to check it when nothing is left to decide. The fields count as decided. Throws SC404 for an import that is not the scope''s, P0002 for such a site, SC409 once it is stored or being stored. Caller: web roles (sql/imports/imports.ts). Lock: the import''s row FOR UPDATE.';

comment on function app.delete_import(uuid) is 'Deletes an import with its file; what it stored stays, and its batch still undoes that. Throws SC404 for an import that is not the scope''s, SC409 while it is being stored. Caller: web roles (sql/imports/imports.ts). Lock: the import''s row FOR UPDATE.';

comment on function app.delete_import_reading(text) is 'Deletes a remembered reading of the scope''s group. Throws SC404 without one of this name. Caller: web roles (sql/imports/readings.ts). Lock: the reading''s row.';

comment on function app.end_import(uuid) is 'Ends an import whose pieces are all stored: deletes its file, and its batch if nothing was new. Caller: app.store_import_piece. Lock: the import''s row.';

comment on function app.end_import_check(uuid, integer, jsonb) is 'Keeps the preview of a file that was checked, and lets it be stored if that is confirmed already; does nothing when another check has begun since. Caller: the owner (sql/imports/check.ts). Lock: the import''s row.';

comment on function app.fail_import(uuid, text, text) is 'Ends the check or the storing of a file with a sentence that says why. Its file stays until it expires. Caller: the owner (sql/imports/imports.ts). Lock: the import''s row.';

comment on function app.import_left_out_of(uuid, integer) is 'Returns the next list of lines that a file of the scope''s left out; nothing after the last. Caller: web roles (sql/imports/left_out.ts). Lock: none.';

comment on function app.import_sample(uuid) is 'Returns the first piece of a file of the scope''s, and 16 KB of its middle and of its end; NULL for an empty file. Throws SC404 without such an import. Caller: web roles (sql/imports/upload.ts). Lock: none.';

comment on function app.import_times(bigint[]) is 'Returns times (UTC) by their milliseconds since 1970, in the same order. Caller: app.add_import_piece, app.store_import_piece. Lock: none.';

comment on function app.imports_of(uuid, uuid, integer) is 'Returns imports of the scope''s group, newest first: one, or those before another one. To an API token for some sites only those that were sent with a token for some of these. Caller: web roles (sql/imports/imports.ts). Lock: none.';

comment on function app.list_import_conflicts(uuid) is 'Lists the rows of the piece that was just stored which are not in generation as the file has them, among the lines left out. Caller: app.store_import_piece, before it moves on. Lock: none.';

comment on function app.own_import(uuid) is 'Returns an import of the scope''s group; to an API token for some sites only one that was sent with a token for some of these. Throws SC404 without one. Caller: definer functions. Lock: the import''s row FOR UPDATE.';

comment on function app.propose_import(uuid, jsonb, text) is 'Keeps what the first lines of a file that has arrived say about how it is read, or why it is refused (its bytes are deleted then), and begins to check it when nothing is left to decide. Throws SC404 for an import that is not the scope''s, SC409 for one that was proposed before. Caller: web roles (sql/imports/upload.ts). Lock: the import''s row FOR UPDATE.';

comment on function app.rename_import_reading(text, text) is 'Renames a remembered reading of the scope''s group. Throws SC404 without one of this name, SC422 when another one has the new name. Caller: web roles (sql/imports/readings.ts). Lock: the reading''s row.';

comment on function app.store_import_piece(uuid) is 'Stores the next piece of a confirmed file as app.write_generation does for requests, in the one batch of the import, and moves its position on in the same transaction; after the last one ends the import. Returns whether there may be another piece. Throws SC409 when the user or a site is no longer of the group. Caller: the owner (sql/imports/store.ts). Lock: the import''s row FOR UPDATE; as app.write_generation.';

comment on function app.undo_import(uuid) is 'Undoes the batch of an import, as app.undo_batch. Throws SC404 for an import that is not the scope''s, SC409 for one that has stored nothing. Caller: web roles (sql/imports/imports.ts). Lock: the import''s row FOR UPDATE; as app.undo_batch.';

comment on table app.import_chunks is 'Files of imports in pieces of at most 256 KB, unpacked and without the lines above the header. Deleted when the import is stored or expires. Web roles write by functions and read nothing.';

comment on table app.import_left_out is 'Lines of a file that bring no value, kept 30 days after it was stored. Read by a function.';

comment on table app.import_pieces is 'Measurements as a checked file has them, ready to be stored: each piece is stored in one transaction. Read and written by the owner only.';

comment on table app.import_readings is 'How a group''s files of a shape are read, remembered when an import was confirmed.';

comment on table app.imports is 'Files of measurements that groups sent, and what became of them. A file waits 24 hours for its confirmation; what it was read to stays in generation as a batch. Written by functions only.';

revoke all on function app.act_for_import(uuid) from public;

revoke all on function app.add_import_chunk(uuid, integer, bytea, bigint) from public;

grant execute
  on function app.add_import_chunk(uuid, integer, bytea, bigint)
  to sitecast_admin, sitecast_app;

revoke all
  on function
    app.add_import_piece(uuid, integer, integer, bigint, uuid[], integer[], bigint[], bigint[],
    double precision[], integer[], jsonb)
  from public;

revoke all on function app.begin_import(text, uuid, text, boolean) from public;

grant execute
  on function app.begin_import(text, uuid, text, boolean)
  to sitecast_admin, sitecast_app;

revoke all on function app.begin_import_check(uuid) from public;

revoke all on function app.begin_storing(uuid) from public;

revoke all on function app.check_if_decided(uuid) from public;

revoke all on function app.confirm_import(uuid, text) from public;

grant execute on function app.confirm_import(uuid, text) to sitecast_admin, sitecast_app;

revoke all on function app.decide_import(uuid, jsonb, uuid, text[], text) from public;

grant execute
  on function app.decide_import(uuid, jsonb, uuid, text[], text)
  to sitecast_admin, sitecast_app;

revoke all on function app.delete_import(uuid) from public;

grant execute on function app.delete_import(uuid) to sitecast_admin, sitecast_app;

revoke all on function app.delete_import_reading(text) from public;

grant execute on function app.delete_import_reading(text) to sitecast_admin, sitecast_app;

revoke all on function app.end_import(uuid) from public;

revoke all on function app.end_import_check(uuid, integer, jsonb) from public;

revoke all on function app.fail_import(uuid, text, text) from public;

revoke all on function app.import_left_out_of(uuid, integer) from public;

grant execute
  on function app.import_left_out_of(uuid, integer)
  to sitecast_admin, sitecast_app;

revoke all on function app.import_sample(uuid) from public;

grant execute on function app.import_sample(uuid) to sitecast_admin, sitecast_app;

revoke all on function app.import_times(bigint[]) from public;

revoke all on function app.imports_of(uuid, uuid, integer) from public;

grant execute
  on function app.imports_of(uuid, uuid, integer)
  to sitecast_admin, sitecast_app;

revoke all on function app.list_import_conflicts(uuid) from public;

revoke all on function app.own_import(uuid) from public;

revoke all on function app.propose_import(uuid, jsonb, text) from public;

grant execute
  on function app.propose_import(uuid, jsonb, text)
  to sitecast_admin, sitecast_app;

revoke all on function app.rename_import_reading(text, text) from public;

grant execute
  on function app.rename_import_reading(text, text)
  to sitecast_admin, sitecast_app;

revoke all on function app.store_import_piece(uuid) from public;

revoke all on function app.undo_import(uuid) from public;

grant execute on function app.undo_import(uuid) to sitecast_admin, sitecast_app;

grant select on table app.import_readings to sitecast_app;
