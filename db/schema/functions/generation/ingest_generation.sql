create function app.ingest_generation(body jsonb, replace boolean, range_site uuid default null,
  range_start timestamp default null, range_end timestamp default null)
returns table (inserted integer, unchanged integer, conflicting integer, replaced integer,
  deleted integer, first_conflict text, conflicts jsonb, batch_id bigint)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  checks record;
  sites uuid[];
  batch bigint;
  cleared integer := 0;
begin
  -- Reading the rows takes longer than storing them: it is done once, into arrays.
  with sent as materialized (
    select n, site_uuid, start_utc as start_text, app.as_utc(start_utc) as start_utc,
      app.as_utc(end_utc) as end_utc, app.as_double(power) as kw,
      power is null as is_gap
    from rows from (jsonb_to_recordset(body) as (site_uuid uuid, start_utc text, end_utc text,
      generation_power_kw jsonb)) with ordinality r (site_uuid, start_utc, end_utc, power, n)),
  ours as materialized (
    select site_uuid from sites where site_uuid in (select site_uuid from sent)
      and site_uuid = any((select app.visible_sites())::uuid[])),
  checked as (
    select sent.*, case
        when ours.site_uuid is null then 'site_uuid|'
        when app.wrong_period(start_utc, end_utc) is not null
          then app.wrong_period(start_utc, end_utc)
        when kw is null and not is_gap
          then 'generation_power_kw|generation_power_kw must be a finite number.'
        when kw is distinct from first_value(kw) over period
          then format('generation_power_kw|row %s has another value for this period.',
            first_value(n) over period)
      end as problem
    from sent left join ours using (site_uuid)
    window period as (partition by site_uuid, start_utc, end_utc order by n))
  select one.*, all_rows.* into checks
  from (select array_agg(site_uuid) as sites, array_agg(start_utc) as starts,
      array_agg(end_utc) as ends, array_agg(kw) as powers
      from sent) all_rows
    left join (select n, site_uuid, start_text, problem from checked
      where problem is not null order by n limit 1) one on true;
  if checks.problem is not null then
    perform app.refuse_row('Row ' || checks.n, checks.site_uuid, checks.start_text,
      format('values.%s.', checks.n - 1), checks.problem);
  end if;

  sites := coalesce(checks.sites, '{}');
  if range_start is not null then
    if exists (select 1 from unnest(sites, checks.starts, checks.ends, checks.powers)
        s (site_uuid, start_utc, end_utc, kw)
      where s.site_uuid <> range_site or s.start_utc < range_start or s.end_utc > range_end) then
      raise 'Each value must be of the site and lie within start and end.'
        using errcode = 'SC422', column = 'values';
    end if;
    perform app.check_sites(array[range_site]);
    batch := app.open_batch('corrected', cardinality(sites));
    cleared := app.clear_generation(batch, range_site, range_start, range_end, checks.starts,
      checks.ends, checks.powers);
  end if;
  select w.inserted, w.unchanged, w.conflicting, w.replaced, w.deleted + cleared, w.conflicts,
    'Row ' || (w.conflicts -> 0 ->> 'row'),
    case when w.inserted + w.replaced + w.deleted + cleared > 0 then w.batch_id end
  into inserted, unchanged, conflicting, replaced, deleted, conflicts, first_conflict, batch_id
  from app.write_generation('sent', sites, checks.starts, checks.ends, checks.powers,
    ingest_generation.replace or range_start is not null, batch) w;
  if range_start is not null and conflicting > 0 then
    raise '%: %. Nothing was changed.', first_conflict, conflicts -> 0 ->> 'reason'
      using errcode = 'SC409';
  end if;
  return next;
end
$$;

comment on function app.ingest_generation(jsonb, boolean, uuid, timestamp, timestamp) is
  'Checks and stores measurements of the scope''s sites, all of them or none. body: '
  '[{site_uuid, start_utc, end_utc, generation_power_kw}]; a power of null is a gap. What is '
  'stored for a period stays, unless replace, and then unless somebody else brought it; a period '
  'that overlaps another one is left out and counted as conflicting; a row that is sent twice '
  'counts as unchanged the second time. With a range, what it holds and is not sent is deleted, '
  'and a conflict throws SC409. Returns the batch, too, unless nothing changed. Throws SC422 that names the first row that is refused, SC404 for '
  'a site that is not the scope''s, P0002 for such a range_site. Caller: web roles '
  '(sql/generation/generation.ts). Lock: as app.clear_generation and app.write_generation.';
grant execute on function app.ingest_generation(jsonb, boolean, uuid, timestamp, timestamp)
  to sitecast_app, sitecast_admin;
