set local check_function_bodies = off;

create or replace function app.generation_pieces (
  of_sites uuid[],
  from_utc timestamp without time zone,
  to_utc timestamp without time zone
)
  returns table (
    site_uuid uuid,
    start_utc timestamp without time zone,
    end_utc timestamp without time zone,
    generation_power_kw double precision,
    is_cut boolean,
    is_crowded boolean
  )
  language plpgsql
  stable
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  set plan_cache_mode to 'force_custom_plan'
  AS $function$
#variable_conflict use_column
declare
  stored record;
  island bigint;
  span tsrange;
  taken tsmultirange;
begin
  if of_sites = '{}' then return; end if;
  for stored in
    with finite as (
      select g.site_uuid, g.start_utc, case
          when s.measured_every_minutes > 0 and g.end_utc = g.start_utc + interval '5 minutes'
          then g.start_utc + s.measured_every_minutes * interval '1 minute'
          else g.end_utc end as end_utc,
        g.generation_power_kw, g.created_utc, g.generation_uuid
      from generation g join sites s on s.site_uuid = g.site_uuid
      where g.site_uuid = any(of_sites)
        and g.start_utc >= from_utc - interval '1 day' and g.start_utc < to_utc + interval '1 day'
        and g.end_utc > g.start_utc and g.end_utc <= g.start_utc + interval '1 day'
        and g.generation_power_kw not in ('NaN', 'Infinity', '-Infinity')),
    -- An island: rows that overlap, directly or through others.
    begun as (
      select *, coalesce(start_utc >= max(end_utc) over (
          partition by site_uuid order by start_utc, end_utc
          rows between unbounded preceding and 1 preceding), true) as begins
      from finite),
    numbered as (
      select *,
        count(*) filter (where begins) over (order by site_uuid, start_utc, end_utc) as island,
        begins and coalesce(
          lead(begins) over (order by site_uuid, start_utc, end_utc), true) as is_alone
      from begun)
    select * from numbered
    order by island, end_utc - start_utc, created_utc, generation_uuid
  loop
    site_uuid := stored.site_uuid;
    generation_power_kw := stored.generation_power_kw;
    is_crowded := not stored.is_alone;
    if stored.island is distinct from island then
      island := stored.island;
      taken := '{}';
    end if;
    span := tsrange(stored.start_utc, stored.end_utc);
    is_cut := is_crowded and span && taken;
    if is_cut then
      for start_utc, end_utc in
        select lower(piece), upper(piece) from unnest(tsmultirange(span) - taken) piece
        where lower(piece) >= from_utc and lower(piece) < to_utc
      loop
        return next;
      end loop;
    elsif stored.start_utc >= from_utc and stored.start_utc < to_utc then
      start_utc := stored.start_utc;
      end_utc := stored.end_utc;
      return next;
    end if;
    if is_crowded then taken := taken + tsmultirange(span); end if;
  end loop;
end
$function$;

create or replace function app.on_measured_every_change()
  returns trigger
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  if not app.is_home() then return null; end if;
  insert into app.generation_changes (site_uuid, first_utc, last_utc)
  values (new.site_uuid, '-infinity', 'infinity');
  return null;
end
$function$;

create or replace function app.sites_read_in_pieces (
  of_sites uuid[],
  from_utc timestamp without time zone,
  to_utc timestamp without time zone
)
  returns uuid[]
  language plpgsql
  stable
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  set plan_cache_mode to 'force_custom_plan'
  AS $function$
declare
  five_minutes constant interval := '5 minutes';
begin
  return array(
    select s.site_uuid
    from sites s left join lateral (
      select start_utc, end_utc - start_utc as length
      from generation
      where site_uuid = s.site_uuid and start_utc >= from_utc and start_utc < to_utc
        and end_utc > start_utc and end_utc <= start_utc + interval '1 day'
      order by start_utc, end_utc limit 1) f on true
    where s.site_uuid = any(of_sites)
      and (s.measured_every_minutes > 0
        or exists (
          select from generation
          where site_uuid = s.site_uuid and start_utc >= from_utc and start_utc < to_utc
            and (end_utc <> start_utc + f.length
              or date_bin(f.length, start_utc, f.start_utc) <> start_utc))
        and exists (
          select from (
            select end_utc, lead(start_utc) over (order by start_utc, end_utc) as next_utc
            from generation
            where site_uuid = s.site_uuid and start_utc >= from_utc and start_utc < to_utc
              and end_utc > start_utc and end_utc <= start_utc + interval '1 day') w
          where next_utc < end_utc)));
end
$function$;

create trigger measured_every
  after update on public.sites
  for each row
  when ((old.measured_every_minutes IS DISTINCT FROM new.measured_every_minutes))
  execute function app.on_measured_every_change();

comment on function
  app.generation_pieces(uuid[], timestamp without time zone, timestamp without time zone) is
  'Returns the measured power of the sites in pieces that start in [from_utc, to_utc) and do not overlap. Rows of exactly 5 minutes last as long as their site states. Where rows overlap, the shortest counts, of equally long ones the one written first (NULL is last), and the others are cut to the rest: is_cut. is_crowded: of a row that overlaps with others. Leaves out rows that do not end after their start, that last longer than a day and whose power is not finite. Caller: web roles and the owner (sql/generation/finite.ts). Lock: none.';

comment on function app.on_measured_every_change() is 'Appends to app.generation_changes that all measurements of a site changed, since its rows of 5 minutes are read as lasting another time. Caller: trigger measured_every of sites. Lock: none.';

comment on function
  app.sites_read_in_pieces(uuid[], timestamp without time zone, timestamp without time zone) is
  'Returns those of the sites whose measured periods that start in [from_utc, to_utc) overlap, and those that state how long their rows of 5 minutes last: they are read through app.generation_pieces(), all others as they are stored. Rows of one length at multiples of it cannot overlap, since a site has each period once: this is seen without a sort, from the index alone. Caller: web roles and the owner (sql/generation/finite.ts). Lock: none.';

revoke all
  on function
    app.generation_pieces(uuid[], timestamp without time zone, timestamp without time zone)
  from public;

grant execute
  on function
    app.generation_pieces(uuid[], timestamp without time zone, timestamp without time zone)
  to sitecast_admin, sitecast_app;

revoke all on function app.on_measured_every_change() from public;

revoke all
  on function
    app.sites_read_in_pieces(uuid[], timestamp without time zone, timestamp without time zone)
  from public;

grant execute
  on function
    app.sites_read_in_pieces(uuid[], timestamp without time zone, timestamp without time zone)
  to sitecast_admin, sitecast_app;
