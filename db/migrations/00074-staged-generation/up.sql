set local check_function_bodies = off;

create unlogged table app.staged_generation (
  site_group_uuid uuid not null,
  upload_uuid uuid not null,
  piece_number integer not null,
  sites uuid[] not null,
  starts timestamp without time zone[] not null,
  ends timestamp without time zone[] not null,
  powers double precision[] not null,
  lines integer[] not null,
  created_utc timestamp without time zone not null default (now() AT TIME ZONE 'utc'::text),
  constraint staged_generation_pkey primary key (upload_uuid, piece_number)
);

alter table app.staged_generation
  enable row level security;

create or replace function app.contradicting_generation (
  of_upload uuid
)
  returns table (
    line integer,
    first_line integer,
    site_uuid uuid,
    start_utc timestamp without time zone
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  return query
    select r.line, r.first_line, r.site, r.first
    from (select v.site, v.first, v.line, v.kw,
        first_value(v.kw) over period as first_kw, first_value(v.line) over period as first_line
      from app.staged_generation p,
        unnest(p.sites, p.starts, p.ends, p.powers, p.lines) v (site, first, last, kw, line)
      where p.upload_uuid = of_upload and p.site_group_uuid = app.group_uuid()
      window period as (partition by v.site, v.first, v.last order by v.line)) r
    where r.kw is distinct from r.first_kw
    order by r.line;
end
$function$;

create or replace function app.drop_generation_upload (
  of_upload uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  delete from app.staged_generation
  where upload_uuid = of_upload and site_group_uuid = app.group_uuid();
end
$function$;

create or replace function app.move_generation (
  of_upload uuid,
  replaces boolean,
  is_in_order boolean
)
  returns table (
    inserted integer,
    unchanged integer,
    conflicting integer,
    replaced integer,
    deleted integer,
    conflicts jsonb,
    batch_id bigint
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  left_out integer[] := '{}';
  sent record;
begin
  if not is_in_order then
    left_out := array(select line from app.contradicting_generation(of_upload));
  end if;
  -- Pieces follow each other, and so do the rows of each.
  select array_agg(v.site) as sites, array_agg(v.first) as starts, array_agg(v.last) as ends,
    array_agg(v.kw) as powers, array_agg(v.line) as lines
  into sent
  from (select * from app.staged_generation
      where upload_uuid = of_upload and site_group_uuid = app.group_uuid()
      order by piece_number) p,
    unnest(p.sites, p.starts, p.ends, p.powers, p.lines) v (site, first, last, kw, line)
  where left_out = '{}' or v.line not in (select unnest(left_out));
  if exists (select 1 from (select distinct unnest(sent.sites)) s (site_uuid)
      where site_uuid <> all (app.visible_sites())) then
    raise 'A site of this upload no longer belongs to your group. Nothing was stored.'
      using errcode = 'SC409';
  end if;
  select w.inserted, w.unchanged, w.conflicting, w.replaced, w.deleted,
    (select coalesce(jsonb_agg(c || jsonb_build_object('row', sent.lines[(c ->> 'row')::integer])),
      '[]') from jsonb_array_elements(w.conflicts) c),
    case when w.inserted + w.replaced + w.deleted > 0 then w.batch_id end
  into inserted, unchanged, conflicting, replaced, deleted, conflicts, batch_id
  from app.write_generation('sent', coalesce(sent.sites, '{}'), coalesce(sent.starts, '{}'),
    coalesce(sent.ends, '{}'), coalesce(sent.powers, '{}'), replaces) w;
  delete from app.staged_generation
  where upload_uuid = of_upload and site_group_uuid = app.group_uuid();
  return next;
end
$function$;

create or replace function app.stage_generation (
  of_upload uuid,
  number integer,
  of_sites uuid[],
  site_numbers integer[],
  start_us bigint[],
  end_us bigint[],
  powers double precision[],
  lines integer[]
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  insert into app.staged_generation (site_group_uuid, upload_uuid, piece_number, sites, starts,
    ends, powers, lines)
  values (app.group_uuid(), of_upload, number,
    array(select of_sites[s] from unnest(site_numbers) s),
    app.times_of(start_us), app.times_of(end_us), powers, lines);
end
$function$;

create or replace function app.times_of (
  microseconds bigint[]
)
  returns timestamp without time zone[]
  language sql
  immutable
  AS $function$
select array(select timestamp '1970-01-01' + us * interval '1 microsecond'
  from unnest(microseconds) us)
$function$;

alter table app.staged_generation
  add constraint staged_generation_site_group_uuid_fkey foreign key (site_group_uuid)
    references public.site_groups(site_group_uuid) on delete cascade;

create index ix_staged_generation_created_utc on app.staged_generation using btree (created_utc);

create index ix_staged_generation_site_group_uuid on app.staged_generation
  using btree (site_group_uuid);

create policy by_group on app.staged_generation
  for all
  to sitecast_app
  using
    ((site_group_uuid = (NULLIF(current_setting('app.site_group_uuid'::text, true),
    ''::text))::uuid));

comment on column app.staged_generation.created_utc is 'When the piece arrived (UTC).';

comment on column app.staged_generation.ends is 'Of each row: end of the period, excluded (UTC).';

comment on column app.staged_generation.lines is 'Of each row: number of its line, from 1.';

comment on column app.staged_generation.piece_number is 'Place in the upload, from 0.';

comment on column app.staged_generation.powers is 'Of each row: mean power, in kW. NULL: a gap.';

comment on column app.staged_generation.site_group_uuid is 'The group that sends the upload.';

comment on column app.staged_generation.sites is 'Of each row: its site.';

comment on column app.staged_generation.starts is 'Of each row: start of the period (UTC).';

comment on column app.staged_generation.upload_uuid is 'The upload: the body of one request.';

comment on function app.contradicting_generation(uuid) is 'Returns the lines of an upload of the scope''s group that have another power than an earlier line of the same site and period, with that line, in order. Caller: web roles (sql/generation/uploads.ts), app.move_generation. Lock: none.';

comment on function app.drop_generation_upload(uuid) is 'Forgets an upload of the scope''s group that is not to be stored. Caller: web roles (sql/generation/uploads.ts). Lock: the rows deleted.';

comment on function app.move_generation(uuid, boolean, boolean) is 'Stores an upload of the scope''s group as app.ingest_generation stores a request, all of it or nothing, and forgets it. The rows of conflicts are numbers of lines. Where the starts of a site are not in order, lines that contradict an earlier one are left out. Throws SC409 when a site is no longer the scope''s. Caller: web roles (sql/generation/uploads.ts). Lock: as app.write_generation, until the transaction ends.';

comment on function
  app.stage_generation(uuid, integer, uuid[], integer[], bigint[], bigint[], double precision[],
  integer[]) is 'Keeps a checked piece of an upload of the scope''s group. site_numbers: of each row, the place of its site in of_sites, from 1; times in microseconds since 1970 (UTC). Throws 23502 without a scope. Caller: web roles (sql/generation/uploads.ts). Lock: the row inserted.';

comment on function app.times_of(bigint[]) is 'Returns times (UTC) by their microseconds since 1970, in the same order. Caller: app.stage_generation, app.stage_runs. Lock: none.';

comment on table app.staged_generation is 'Checked measurements of an upload that still arrives, in pieces. One transaction moves them to generation; what is left over goes after an hour, or when PostgreSQL crashes. Web roles write by functions and read nothing.';

revoke all on function app.contradicting_generation(uuid) from public;

grant execute on function app.contradicting_generation(uuid) to sitecast_admin, sitecast_app;

revoke all on function app.drop_generation_upload(uuid) from public;

grant execute on function app.drop_generation_upload(uuid) to sitecast_admin, sitecast_app;

revoke all on function app.move_generation(uuid, boolean, boolean) from public;

grant execute
  on function app.move_generation(uuid, boolean, boolean)
  to sitecast_admin, sitecast_app;

revoke all
  on function
    app.stage_generation(uuid, integer, uuid[], integer[], bigint[], bigint[], double
    precision[], integer[])
  from public;

grant execute
  on function
    app.stage_generation(uuid, integer, uuid[], integer[], bigint[], bigint[], double
    precision[], integer[])
  to sitecast_admin, sitecast_app;

revoke all on function app.times_of(bigint[]) from public;
