// The newest forecast value of each site, target time and model, kept true by whoever writes, so that
// reading it costs the same however long the history: the plain question sorts all of it.
//
// Kept are values of runs made at or before their target time (one that covers its own past would
// flatter history); newest by the run's time, then when it was written (NULL as newest), then by the
// UUIDs of run and value, so that the answer is one.
//
// The rule that keeps two writers from losing a row: first lock the runs concerned FOR SHARE in the
// order of their UUIDs, then count up the revisions of their sites in the order of theirs (a real
// update, so that under REPEATABLE READ the second writer fails instead of being wrong), and read in
// a later statement only. Statements run through EXECUTE: a plan made for many rows and kept makes a
// single insert nine times slower. Inserting into a partition by its name fires none of this.
import type postgres from "postgres";
import { bySite, dropPolicies } from "../policies.ts";

const DEFINER = "security definer set search_path = pg_catalog, public, pg_temp";
const NO_MODEL = "'00000000-0000-0000-0000-000000000000'";
const modelOf = (row: string) => `coalesce(${row}.ml_model_uuid, ${NO_MODEL}::uuid)`;

const COLUMNS = `site_uuid, start_utc, ml_model_uuid, end_utc, forecast_power_kw,
  probabilistic_values, horizon_minutes, forecast_uuid, timestamp_utc, forecast_created_utc`;
const VALUES = `f.site_uuid, v.start_utc, ${modelOf("v")} as ml_model_uuid, v.end_utc,
  v.forecast_power_kw, v.probabilistic_values, v.horizon_minutes, f.forecast_uuid, f.timestamp_utc,
  f.created_utc as forecast_created_utc`;
const NEWEST = `f.timestamp_utc desc, f.created_utc desc nulls first, f.forecast_uuid desc,
  v.forecast_value_uuid desc`;
const MADE_BEFORE = `f.timestamp_utc <= v.start_utc and f.timestamp_utc > '-infinity'
  and v.start_utc < 'infinity'`;

/** Of the old rows of a statement on forecast_values: the keys that they were the answer of. */
const SHOWN = `
  select array_agg(l.site_uuid), array_agg(l.start_utc), array_agg(l.ml_model_uuid)
  from (select distinct f.site_uuid, o.forecast_uuid, o.start_utc, ${modelOf("o")} as model
    from old_rows o join forecasts f using (forecast_uuid)) o
  join latest_forecast_values l on l.site_uuid = o.site_uuid and l.start_utc = o.start_utc
    and l.ml_model_uuid = o.model and l.forecast_uuid = o.forecast_uuid`;

const trigger = (name: string, declare: string, body: string) => `
  create function app.${name}() returns trigger language plpgsql ${DEFINER} as $$
  declare ${declare}
  begin
    ${body}
    return null;
  end $$;`;

/** Locks runs and sites, by a query that answers UUIDs of runs. */
const lock = (runs: string) => `
  perform app.touch_sites(array(
    select f.site_uuid from forecasts f where f.forecast_uuid in (${runs})
    order by f.forecast_uuid for share));`;

const KEYS = "sites uuid[]; starts timestamp[]; models uuid[];";
const REBUILD_SHOWN = `
  execute $q$ ${SHOWN} $q$ into sites, starts, models;
  if sites is not null then perform app.rebuild_latest(sites, starts, models); end if;`;

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    create table latest_forecast_values (
      site_uuid uuid not null
        constraint latest_forecast_values_site_uuid_fkey references sites on delete cascade,
      start_utc timestamp not null,
      ml_model_uuid uuid not null, -- zeros: no model
      end_utc timestamp not null,
      forecast_power_kw double precision not null,
      probabilistic_values jsonb not null,
      horizon_minutes integer,
      forecast_uuid uuid not null,
      timestamp_utc timestamp not null,
      forecast_created_utc timestamp,
      constraint latest_forecast_values_pkey primary key (site_uuid, start_utc, ml_model_uuid)
    ) with (fillfactor = 50);

    create table site_revisions (
      site_uuid uuid constraint site_revisions_pkey primary key
        constraint site_revisions_site_uuid_fkey references sites on delete cascade,
      revision bigint not null default 1
    ) with (fillfactor = 50);

    create function app.touch_sites(ids uuid[]) returns void language plpgsql ${DEFINER} as $$
    begin
      execute 'insert into site_revisions as r (site_uuid)
        select s.site_uuid from sites s where s.site_uuid = any($1) order by 1
        on conflict (site_uuid) do update set revision = r.revision + 1' using ids;
    end $$;

    -- Takes in what these runs have from one target time to another, both included.
    create function app.refresh_latest(runs uuid[], from_utc timestamp default '-infinity',
      to_utc timestamp default 'infinity') returns void language plpgsql ${DEFINER} as $$
    begin
      execute $q$
        insert into latest_forecast_values as l (${COLUMNS})
        select distinct on (f.site_uuid, v.start_utc, 3) ${VALUES}
        from forecasts f join forecast_values v using (forecast_uuid)
        where f.forecast_uuid = any($1) and v.forecast_uuid = any($1)
          and v.start_utc >= $2 and v.start_utc <= $3 and ${MADE_BEFORE}
        order by f.site_uuid, v.start_utc, 3, ${NEWEST}
        on conflict (site_uuid, start_utc, ml_model_uuid) do update
          set end_utc = excluded.end_utc, forecast_power_kw = excluded.forecast_power_kw,
            probabilistic_values = excluded.probabilistic_values,
            horizon_minutes = excluded.horizon_minutes, forecast_uuid = excluded.forecast_uuid,
            timestamp_utc = excluded.timestamp_utc,
            forecast_created_utc = excluded.forecast_created_utc
          where (excluded.timestamp_utc, coalesce(excluded.forecast_created_utc, 'infinity'),
              excluded.forecast_uuid)
            >= (l.timestamp_utc, coalesce(l.forecast_created_utc, 'infinity'), l.forecast_uuid)
      $q$ using runs, from_utc, to_utc;
    end $$;

    -- Makes the rows of these keys (three arrays of one length) again from what is there.
    create function app.rebuild_latest(sites uuid[], starts timestamp[], models uuid[])
    returns void language plpgsql ${DEFINER} as $$
    begin
      execute 'delete from latest_forecast_values l
        using (select * from unnest($1, $2, $3) k (s, t, m) order by 1, 2, 3) k
        where l.site_uuid = k.s and l.start_utc = k.t and l.ml_model_uuid = k.m'
        using sites, starts, models;
      execute $q$
        insert into latest_forecast_values (${COLUMNS})
        select newest.* from (select distinct s, t, m from unnest($1, $2, $3) k (s, t, m)) k
        cross join lateral (
          select ${VALUES} from forecasts f join forecast_values v using (forecast_uuid)
          where f.site_uuid = k.s and v.start_utc = k.t and ${modelOf("v")} = k.m
            and f.timestamp_utc <= k.t and ${MADE_BEFORE}
          order by ${NEWEST} limit 1) newest
        order by 1, 2, 3
        on conflict do nothing
      $q$ using sites, starts, models;
    end $$;

    ${
    trigger(
      "on_values_insert",
      "runs uuid[]; first timestamp; last timestamp;",
      `select array_agg(distinct forecast_uuid), min(start_utc), max(start_utc)
         into runs, first, last from new_rows;
       if runs is null then return null; end if;
       ${lock("select unnest(runs)")}
       perform app.refresh_latest(runs, first, last);`,
    )
  }
    ${
    trigger(
      "on_values_delete",
      KEYS,
      `if not exists (select from old_rows) then return null; end if;
       ${lock("select o.forecast_uuid from old_rows o")} ${REBUILD_SHOWN}`,
    )
  }
    ${
    trigger(
      "on_values_update",
      `${KEYS} runs uuid[]; first timestamp; last timestamp;`,
      `select array_agg(distinct forecast_uuid), min(start_utc), max(start_utc)
         into runs, first, last from new_rows;
       if runs is null then return null; end if;
       ${
        lock("select o.forecast_uuid from old_rows o union select n.forecast_uuid from new_rows n")
      }
       ${REBUILD_SHOWN}
       perform app.refresh_latest(runs, first, last);`,
    )
  }
    -- Not by truncate: "truncate sites cascade" is still using the table.
    ${trigger("on_values_truncate", "", "delete from latest_forecast_values;")}
    create trigger latest_insert after insert on forecast_values
      referencing new table as new_rows
      for each statement execute function app.on_values_insert();
    create trigger latest_delete after delete on forecast_values
      referencing old table as old_rows
      for each statement execute function app.on_values_delete();
    create trigger latest_update after update on forecast_values
      referencing old table as old_rows new table as new_rows
      for each statement execute function app.on_values_update();
    create trigger latest_truncate after truncate on forecast_values
      for each statement execute function app.on_values_truncate();

    -- Runs that move to another site or time, and runs that go together with their values in one
    -- statement (then the values' trigger finds no run any more).
    ${
    trigger(
      "on_forecasts_change",
      `${KEYS} runs uuid[]; touched uuid[];`,
      `if tg_op = 'UPDATE' then
         execute 'select array_agg(distinct o.forecast_uuid),
             array_agg(distinct o.site_uuid) || array_agg(distinct n.site_uuid)
           from old_rows o join new_rows n using (forecast_uuid)
           where (o.site_uuid, o.timestamp_utc, o.created_utc)
             is distinct from (n.site_uuid, n.timestamp_utc, n.created_utc)' into runs, touched;
       else
         execute 'select array_agg(forecast_uuid), array_agg(distinct site_uuid) from old_rows'
           into runs, touched;
       end if;
       if runs is null then return null; end if;
       perform app.touch_sites(touched);
       execute 'select array_agg(site_uuid), array_agg(start_utc), array_agg(ml_model_uuid)
         from latest_forecast_values where site_uuid = any($1) and forecast_uuid = any($2)'
         into sites, starts, models using touched, runs;
       if sites is not null then perform app.rebuild_latest(sites, starts, models); end if;
       if tg_op = 'UPDATE' then perform app.refresh_latest(runs); end if;`,
    )
  }
    create trigger latest_update after update on forecasts
      referencing old table as old_rows new table as new_rows
      for each statement execute function app.on_forecasts_change();
    create trigger latest_delete after delete on forecasts
      referencing old table as old_rows
      for each statement execute function app.on_forecasts_change();

    -- The plain definition, for filling, checking and making again.
    create function app.plain_latest(from_utc timestamp, to_utc timestamp)
    returns setof latest_forecast_values language sql stable as $$
      select distinct on (f.site_uuid, v.start_utc, 3) ${VALUES}
      from forecasts f join forecast_values v using (forecast_uuid)
      where v.start_utc >= from_utc and v.start_utc < to_utc and ${MADE_BEFORE}
      order by f.site_uuid, v.start_utc, 3, ${NEWEST} $$;
    insert into latest_forecast_values select * from app.plain_latest('-infinity', 'infinity');

    ${bySite("latest_forecast_values")}
    ${bySite("site_revisions")}
    grant select on latest_forecast_values, site_revisions to sitecast_app, sitecast_admin;
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    drop trigger latest_delete on forecasts;
    drop trigger latest_update on forecasts;
    drop trigger latest_truncate on forecast_values;
    drop trigger latest_update on forecast_values;
    drop trigger latest_delete on forecast_values;
    drop trigger latest_insert on forecast_values;
    drop function app.plain_latest(timestamp, timestamp), app.on_forecasts_change(),
      app.on_values_truncate(), app.on_values_update(), app.on_values_delete(),
      app.on_values_insert(), app.rebuild_latest(uuid[], timestamp[], uuid[]),
      app.refresh_latest(uuid[], timestamp, timestamp), app.touch_sites(uuid[]);
    revoke select on latest_forecast_values, site_revisions from sitecast_app, sitecast_admin;
    ${dropPolicies("latest_forecast_values")}
    ${dropPolicies("site_revisions")}
    drop table latest_forecast_values, site_revisions;
  `);
}
