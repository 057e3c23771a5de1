// How scripts send measurements and forecasts: one jsonb for all rows, checked and stored by one
// call, all of them or none. A refused row is named, the first of the request first; a stranger's
// site is refused in the words for one that does not exist (SC404).
//
// What is stored stays: a row that says something else is counted as conflicting and left out. Only
// generation can be replaced, and only when asked for.
import type postgres from "postgres";

const DEFINER = "security definer set search_path = pg_catalog, public, pg_temp";
const MEMBERS = "sitecast_app, sitecast_admin";

/** A generator at the edge of its plate may say a little more; an inverter uses some at night. */
const MOST = 1.1;
const LEAST = -0.05;

const MEASURED = `
  select n, site_uuid, start_utc as said, app.as_utc(start_utc) as start_utc,
    app.as_utc(end_utc) as end_utc, app.as_double(power) as kw
  from rows from (jsonb_to_recordset(body) as (site_uuid uuid, start_utc text, end_utc text,
    generation_power_kw jsonb)) with ordinality r (site_uuid, start_utc, end_utc, power, n)`;

const SENT = `unnest(checks.places, checks.sites, checks.starts, checks.ends, checks.powers)
          s (n, site_uuid, start_utc, end_utc, kw)`;

/** The caller's sites among those that are sent. */
const OURS = `
  select site_uuid, case when capacity_kw > 0 and capacity_kw < 1e300 then capacity_kw end as plate
  from sites where site_uuid in (select site_uuid from sent)
    and site_uuid = any((select app.visible_sites())::uuid[])`;

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    drop function app.insert_generation(jsonb);

    -- The oldest model of that name and version, made if there is none; nothing of it but its UUID.
    -- The table has no unique key (the Python SDK may store the same twice): a lock stands in, taken
    -- only where there is something to make. Each statement sees what was committed before it.
    create function app.find_or_make_model(of_name text, of_version text,
      new_description text default null) returns uuid language plpgsql ${DEFINER} as $$
    declare found_uuid uuid;
    begin
      for attempt in 1..2 loop
        select model_uuid into found_uuid from ml_model
        where name = of_name and version is not distinct from of_version
        order by created_utc, model_uuid limit 1;
        if found then return found_uuid; end if;
        perform pg_advisory_xact_lock(hashtext('ml_model'));
      end loop;
      insert into ml_model (name, version, description)
      values (of_name, of_version, coalesce(new_description, 'No description provided.'))
      returning model_uuid into found_uuid;
      return found_uuid;
    end $$;

    -- NULL for what is no time with an offset.
    create function app.as_utc(said text) returns timestamp language sql stable as $$
      select case when (said like '19__-__-__T%' or said like '20__-__-__T%')
          and (said like '%Z' or said ~ '[+-](0\\d|1[0-4]):\\d\\d$')
        then said::timestamptz at time zone 'utc' end $$;
    -- NULL for what is no number, or one that a double cannot hold.
    create function app.as_double(said jsonb) returns double precision language sql immutable as $$
      select case jsonb_typeof(said) when 'number' then
        case when abs(said::numeric) < 1e300 then said::double precision end end $$;

    -- What is wrong with a row is told as field|sentence.
    create function app.wrong_time(field text) returns text language sql immutable as $$
      select format('%s|%1$s must be a time with its offset, like 2026-11-21T09:00:00Z.', field) $$;
    create function app.wrong_period(start_utc timestamp, end_utc timestamp) returns text
    language sql immutable as $$
      select case
        when start_utc is null then app.wrong_time('start_utc')
        when end_utc is null then app.wrong_time('end_utc')
        when end_utc <= start_utc then 'end_utc|end_utc must be after start_utc.'
        when end_utc > start_utc + interval '1 day'
          then 'end_utc|end_utc must be at most one day after start_utc.' end $$;
    -- Throws it; that there is no such site is said alike of a stranger's and of none.
    create function app.refuse_row(row_name text, site uuid, said text, path text, wrong text)
    returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
    begin
      if wrong = 'site_uuid|' then
        raise '%: there is no such site here.', row_name using errcode = 'SC404';
      end if;
      raise '% (site %, %): %', row_name, site, coalesce(left(said, 40), 'no start'),
        split_part(wrong, '|', 2)
        using errcode = 'SC422', column = path || split_part(wrong, '|', 1);
    end $$;

    -- body: [{site_uuid, start_utc, end_utc, generation_power_kw}]. A row that is sent twice counts
    -- as unchanged the second time. In key order, so that two callers cannot deadlock.
    create function app.ingest_generation(body jsonb, replace boolean)
    returns table (inserted integer, unchanged integer, conflicting integer, replaced integer,
      first_conflict text) language plpgsql ${DEFINER} as $$
    #variable_conflict use_column
    declare checks record;
    begin
      -- Reading the rows takes longer than storing them: it is done once, into arrays.
      with sent as materialized (${MEASURED}),
      ours as materialized (${OURS}),
      checked as (
        select sent.*, case
            when ours.site_uuid is null then 'site_uuid|'
            when app.wrong_period(start_utc, end_utc) is not null
              then app.wrong_period(start_utc, end_utc)
            when kw is null
              then 'generation_power_kw|generation_power_kw must be a finite number.'
            when kw > ${MOST} * plate or kw < ${LEAST} * plate
              then format('generation_power_kw|%s kW is %s times the capacity of %s kW.', kw,
                case when kw > 0 then 'more than ${MOST}' else 'less than ${LEAST}' end, plate)
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
        from ${SENT} order by 1, 2, 3, n
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
      from ${SENT} join generation g using (site_uuid, start_utc, end_utc);
      unchanged := coalesce(cardinality(checks.places), 0) - inserted - replaced - conflicting;
      return next;
    end $$;

    grant execute on function app.find_or_make_model(text, text, text),
      app.ingest_generation(jsonb, boolean) to ${MEMBERS};
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    drop function app.ingest_generation(jsonb, boolean),
      app.refuse_row(text, uuid, text, text, text), app.wrong_period(timestamp, timestamp),
      app.wrong_time(text), app.as_double(jsonb), app.as_utc(text),
      app.find_or_make_model(text, text, text);

    create function app.insert_generation(generation jsonb) returns bigint
    language plpgsql ${DEFINER} as $$
    begin
      perform app.check_sites(array(select distinct (r ->> 'site_uuid')::uuid
        from jsonb_array_elements(insert_generation.generation) r));
      return app.store_generation(insert_generation.generation);
    end $$;

    grant execute on function app.insert_generation(jsonb) to ${MEMBERS};
  `);
}
