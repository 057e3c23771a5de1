create function app.ingest_generation(body jsonb, replace boolean)
returns table (inserted integer, unchanged integer, conflicting integer, replaced integer,
  first_conflict text)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare checks record;
begin
  -- Reading the rows takes longer than storing them: it is done once, into arrays.
  with sent as materialized (
    select n, site_uuid, start_utc as start_text, app.as_utc(start_utc) as start_utc,
      app.as_utc(end_utc) as end_utc, app.as_double(power) as kw
    from rows from (jsonb_to_recordset(body) as (site_uuid uuid, start_utc text, end_utc text,
      generation_power_kw jsonb)) with ordinality r (site_uuid, start_utc, end_utc, power, n)),
  ours as materialized (
    select site_uuid,
      case when capacity_kw > 0 and capacity_kw < 1e300 then capacity_kw end as plate
    from sites where site_uuid in (select site_uuid from sent)
      and site_uuid = any((select app.visible_sites())::uuid[])),
  checked as (
    select sent.*, case
        when ours.site_uuid is null then 'site_uuid|'
        when app.wrong_period(start_utc, end_utc) is not null
          then app.wrong_period(start_utc, end_utc)
        when kw is null
          then 'generation_power_kw|generation_power_kw must be a finite number.'
        -- A generator at the edge of its plate gives a little more; an inverter uses some at night.
        when kw > 1.1 * plate or kw < -0.05 * plate
          then format('generation_power_kw|%s kW is %s times the capacity of %s kW.', kw,
            case when kw > 0 then 'more than 1.1' else 'less than -0.05' end, plate)
        when kw <> first_value(kw) over period
          then format('generation_power_kw|row %s has another value for this period.',
            first_value(n) over period)
      end as problem
    from sent left join ours using (site_uuid)
    window period as (partition by site_uuid, start_utc, end_utc order by n))
  select one.*, all_rows.* into checks
  from (select array_agg(n) as places, array_agg(site_uuid) as sites,
      array_agg(start_utc) as starts, array_agg(end_utc) as ends, array_agg(kw) as powers
      from sent) all_rows
    left join (select n, site_uuid, start_text, problem from checked
      where problem is not null order by n limit 1) one on true;
  if checks.problem is not null then
    perform app.refuse_row('Row ' || checks.n, checks.site_uuid, checks.start_text,
      format('values.%s.', checks.n - 1), checks.problem);
  end if;

  with done as (
    insert into generation as g (site_uuid, start_utc, end_utc, generation_power_kw)
    select distinct on (site_uuid, start_utc, end_utc) site_uuid, start_utc, end_utc, kw
    from unnest(checks.places, checks.sites, checks.starts, checks.ends, checks.powers)
      s (n, site_uuid, start_utc, end_utc, kw) order by 1, 2, 3, n
    on conflict (site_uuid, start_utc, end_utc) do update
      set generation_power_kw = excluded.generation_power_kw, created_utc = excluded.created_utc
      where ingest_generation.replace and g.generation_power_kw <> excluded.generation_power_kw
    returning xmax = 0 as is_new)
  select count(*) filter (where is_new), count(*) filter (where not is_new)
  into inserted, replaced from done;

  -- In a statement of its own: what somebody else stored meanwhile is seen by now.
  select count(*) filter (where kw <> g.generation_power_kw),
    'Row ' || min(n) filter (where kw <> g.generation_power_kw)
  into conflicting, first_conflict
  from unnest(checks.places, checks.sites, checks.starts, checks.ends, checks.powers)
      s (n, site_uuid, start_utc, end_utc, kw)
    join generation g using (site_uuid, start_utc, end_utc);
  unchanged := coalesce(cardinality(checks.places), 0) - inserted - replaced - conflicting;
  return next;
end
$$;

comment on function app.ingest_generation(jsonb, boolean) is
  'Checks and stores measurements of the scope''s sites, all of them or none. body: '
  '[{site_uuid, start_utc, end_utc, generation_power_kw}]. What is stored for a period stays, '
  'unless replace; a row that is sent twice counts as unchanged the second time. Throws SC422 '
  'that names the first row that is refused, SC404 for a site that is not the scope''s. In the '
  'order of the key, so that two callers cannot deadlock. Caller: web roles '
  '(sql/generation/generation.ts). Lock: the rows inserted or replaced.';
grant execute on function app.ingest_generation(jsonb, boolean) to sitecast_app, sitecast_admin;
