create function app.judge_generation(sites uuid[], starts timestamp[], ends timestamp[],
  powers double precision[], replace boolean)
returns table (n integer, effect text, generation_uuid uuid)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  sent record;
  first_effect text;
  last_site uuid;
  last_utc timestamp;
begin
  -- Rows that nothing stored decides are walked in the order of their starts: what overlaps the
  -- one stored before it is left out.
  for sent in
    with every as materialized (
      select s.site_uuid, s.measured_every_minutes from sites s where s.site_uuid = any($1)),
    sent as materialized (
      select r.n::integer, r.site_uuid, r.start_utc, r.end_utc, r.kw,
        app.period_end(r.start_utc, r.end_utc, every.measured_every_minutes) as lasts_utc
      from unnest(sites, starts, ends, powers)
        with ordinality r (site_uuid, start_utc, end_utc, kw, n)
      left join every using (site_uuid)),
    stored as materialized (
      select * from app.stored_near($1, $2, (select array_agg(lasts_utc order by n) from sent))),
    -- The end of the last stored period before each row, the start of the first one after it, and
    -- whether one with the same start ends elsewhere.
    around as (
      select n, site_uuid, start_utc, end_utc, lasts_utc, kw,
        coalesce(max(lasts_utc) filter (where n is null) over earlier > start_utc, false)
          or coalesce(min(start_utc) filter (where n is null) over later < lasts_utc, false)
          or count(*) filter (where n is null) over (partition by site_uuid, start_utc)
            > count(*) filter (where n is null) over (partition by site_uuid, start_utc, end_utc)
          as overlaps
      from (select n, site_uuid, start_utc, end_utc, lasts_utc, kw from sent
        union all select null, site_uuid, start_utc, end_utc, lasts_utc, kw from stored) r
      window earlier as (partition by site_uuid order by start_utc
          groups between unbounded preceding and 1 preceding),
        later as (partition by site_uuid order by start_utc desc
          groups between unbounded preceding and 1 preceding))
    select a.n, a.site_uuid, a.start_utc, a.lasts_utc, g.generation_uuid,
      row_number() over (partition by a.site_uuid, a.start_utc, a.end_utc order by a.n) > 1
        as is_repeated,
      case
        when g.generation_uuid is null and a.kw is null then 'unchanged'
        when g.generation_uuid is null and a.overlaps then 'overlaps a stored period'
        when g.generation_uuid is null then 'inserted'
        when g.kw = a.kw then 'unchanged'
        when not replace then 'other value'
        when not g.is_own then 'not yours'
        when a.kw is null then 'deleted'
        else 'replaced' end as effect
    from around a
    left join stored g on g.site_uuid = a.site_uuid and g.start_utc = a.start_utc
      and g.end_utc = a.end_utc
    where a.n is not null
    order by a.site_uuid, a.start_utc, a.lasts_utc, a.end_utc, a.n
  loop
    n := sent.n;
    generation_uuid := sent.generation_uuid;
    effect := sent.effect;
    if sent.is_repeated then
      effect := case when first_effect like '% %' then first_effect else 'unchanged' end;
    elsif effect = 'inserted' and sent.site_uuid = last_site and sent.start_utc < last_utc then
      effect := 'overlaps another row';
    elsif effect = 'inserted' then
      last_site := sent.site_uuid;
      last_utc := sent.lasts_utc;
    end if;
    if not sent.is_repeated then first_effect := effect; end if;
    return next;
  end loop;
end
$$;

comment on function app.judge_generation(uuid[], timestamp[], timestamp[], double precision[],
  boolean) is
  'Says what storing measurements would do with each row, n counted from 1: inserted, unchanged, '
  'replaced, deleted (a gap in place of a stored value), or a conflict of two words or more: '
  'other value, overlaps a stored period, overlaps another row (of this request, which starts '
  'earlier or ends sooner), not yours (another group brought it, or it was written in SQL). '
  'Caller: app.write_generation, after app.lock_generation; app.add_import_piece. Both where '
  'app.is_new_ground is false. Lock: none.';
