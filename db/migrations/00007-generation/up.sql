-- Bodies of functions may name tables that later migrations make.
set local check_function_bodies = off;

create table generation (
  generation_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  site_uuid uuid not null,
  generation_power_kw double precision not null,
  start_utc timestamp not null,
  end_utc timestamp not null,
  constraint generation_pkey primary key (generation_uuid),
  constraint uniq_cons_site_start_end unique (site_uuid, start_utc, end_utc),
  constraint generation_site_uuid_fkey foreign key (site_uuid) references sites
);
create index ix_generation_site_uuid on generation (site_uuid);
create index ix_generation_start_utc on generation (start_utc);

create function app.as_double(said jsonb)
returns double precision
language sql immutable
as $$
      select case jsonb_typeof(said) when 'number' then
        case when abs(said::numeric) < 1e300 then said::double precision end end $$;

create function app.as_utc(said text)
returns timestamp
language sql stable
as $$
      select case when (said like '19__-__-__T%' or said like '20__-__-__T%')
          and (said like '%Z' or said ~ '[+-](0\d|1[0-4]):\d\d$')
        then said::timestamptz at time zone 'utc' end $$;

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
  select n, site_uuid, start_utc as said, app.as_utc(start_utc) as start_utc,
    app.as_utc(end_utc) as end_utc, app.as_double(power) as kw
  from rows from (jsonb_to_recordset(body) as (site_uuid uuid, start_utc text, end_utc text,
    generation_power_kw jsonb)) with ordinality r (site_uuid, start_utc, end_utc, power, n)),
      ours as materialized (
  select site_uuid, case when capacity_kw > 0 and capacity_kw < 1e300 then capacity_kw end as plate
  from sites where site_uuid in (select site_uuid from sent)
    and site_uuid = any((select app.visible_sites())::uuid[])),
      checked as (
        select sent.*, case
            when ours.site_uuid is null then 'site_uuid|'
            when app.wrong_period(start_utc, end_utc) is not null
              then app.wrong_period(start_utc, end_utc)
            when kw is null
              then 'generation_power_kw|generation_power_kw must be a finite number.'
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
        left join (select n, site_uuid, said, problem from checked
          where problem is not null order by n limit 1) one on true;
      if checks.problem is not null then
        perform app.refuse_row('Row ' || checks.n, checks.site_uuid, checks.said,
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
          s (n, site_uuid, start_utc, end_utc, kw) join generation g using (site_uuid, start_utc, end_utc);
      unchanged := coalesce(cardinality(checks.places), 0) - inserted - replaced - conflicting;
      return next;
    end $$;
grant execute on function app.ingest_generation(jsonb, boolean)
  to sitecast_app, sitecast_admin;

create function app.on_generation_delete()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
  begin
    
    perform app.touch_sites(array(select site_uuid from old_rows));
    return null;
  end $$;

create function app.on_generation_insert()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
  begin
    
    perform app.touch_sites(array(select site_uuid from new_rows));
    return null;
  end $$;

create function app.on_generation_update()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
  begin
    
    perform app.touch_sites(array(select site_uuid from old_rows union select site_uuid from new_rows));
    return null;
  end $$;

create function app.refuse_row(row_name text, site uuid, said text, path text, wrong text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
    begin
      if wrong = 'site_uuid|' then
        raise '%: there is no such site here.', row_name using errcode = 'SC404';
      end if;
      raise '% (site %, %): %', row_name, site, coalesce(left(said, 40), 'no start'),
        split_part(wrong, '|', 2)
        using errcode = 'SC422', column = path || split_part(wrong, '|', 1);
    end $$;

create function app.store_generation(generation jsonb)
returns bigint
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
    declare stored bigint;
    begin
      insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
      select site_uuid, start_utc at time zone 'utc', end_utc at time zone 'utc', generation_power_kw
      from jsonb_to_recordset(store_generation.generation) r (site_uuid uuid, start_utc timestamptz,
        end_utc timestamptz, generation_power_kw float8)
      order by 1, 2
      on conflict do nothing;
      get diagnostics stored = row_count;
      return stored;
    end $$;

create function app.wrong_period(start_utc timestamp, end_utc timestamp)
returns text
language sql immutable
as $$
      select case
        when start_utc is null then app.wrong_time('start_utc')
        when end_utc is null then app.wrong_time('end_utc')
        when end_utc <= start_utc then 'end_utc|end_utc must be after start_utc.'
        when end_utc > start_utc + interval '1 day'
          then 'end_utc|end_utc must be at most one day after start_utc.' end $$;

create function app.wrong_time(field text)
returns text
language sql immutable
as $$
      select format('%s|%1$s must be a time with its offset, like 2026-11-21T09:00:00Z.', field) $$;

alter table generation enable row level security;
create policy by_site on generation to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
create policy every_row_sitecast_sdk on generation to sitecast_sdk using (true);
create trigger revision_delete after delete on generation
  referencing old table as old_rows
  for each statement execute function app.on_generation_delete();
create trigger revision_insert after insert on generation
  referencing new table as new_rows
  for each statement execute function app.on_generation_insert();
create trigger revision_truncate after truncate on generation
  for each statement execute function app.on_all_changed();
create trigger revision_update after update on generation
  referencing old table as old_rows new table as new_rows
  for each statement execute function app.on_generation_update();
grant select on generation to sitecast_app, sitecast_admin;
grant select, insert, update, delete on generation to sitecast_sdk;
