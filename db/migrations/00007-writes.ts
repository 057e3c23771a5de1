// Writes that make or cross a tenant's boundary. Each function runs as the owner and carries the rule
// itself; UUIDs are made here, since a caller's own key would tell whether a stranger's exists. What
// is not in the group looks the same as what does not exist (P0002).
import type postgres from "postgres";

const DEFINER = "security definer set search_path = pg_catalog, public, pg_temp";
const GROUP = "nullif(current_setting('app.site_group_uuid', true), '')::uuid";

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    create function app.create_site(site jsonb) returns uuid language plpgsql ${DEFINER} as $$
    declare
      made uuid;
      owner_group uuid := ${GROUP};
    begin
      if owner_group is null then raise 'no scope is open' using errcode = '42501'; end if;
      begin
        perform now() at time zone (site ->> 'time_zone');
      exception when invalid_parameter_value then
        raise 'There is no time zone named "%".', site ->> 'time_zone' using errcode = '22023';
      end;
      perform pg_advisory_xact_lock(hashtext('sites.ml_id'));
      insert into sites (client_site_id, client_site_name, country, region, asset_type, orientation,
        tilt, latitude, longitude, capacity_kw, inverter_capacity_kw, module_capacity_kw, altitude_m,
        time_zone, note, ml_id)
      select client_site_id, client_site_name, coalesce(country, 'uk'), region,
        coalesce(asset_type, 'pv'), coalesce(orientation, 180), coalesce(tilt, 35), latitude,
        longitude, capacity_kw, coalesce(inverter_capacity_kw, capacity_kw),
        coalesce(module_capacity_kw, capacity_kw), altitude_m, time_zone, note,
        (select coalesce(max(s.ml_id), 0) + 1 from sites s)
      from jsonb_populate_record(null::sites, site)
      returning site_uuid into made;
      insert into site_group_sites (site_group_uuid, site_uuid) values (owner_group, made)
      on conflict do nothing; -- an admin group has it already, by trigger
      return made;
    end $$;

    -- For admins alone: a member who could link would reach every site whose UUID leaks.
    create function app.link_site(to_group uuid, site uuid) returns void
    language sql ${DEFINER} as $$
      insert into site_group_sites (site_group_uuid, site_uuid) values (to_group, site)
      on conflict do nothing $$;

    create function app.unlink_site(from_group uuid, site uuid) returns void
    language plpgsql ${DEFINER} as $$
    begin
      if exists (select from site_groups where site_group_uuid = from_group and is_admin) then
        raise 'an admin group has every site' using errcode = '23514';
      end if;
      delete from site_group_sites where site_group_uuid = from_group and site_uuid = site;
    end $$;

    -- NULL when the e-mail is taken, whatever its case: the caller says no more than that.
    create function app.make_user(new_email text, in_group uuid) returns uuid
    language plpgsql ${DEFINER} as $$
    declare made uuid;
    begin
      perform pg_advisory_xact_lock(hashtext('users.email'));
      insert into users (email, site_group_uuid)
      select new_email, in_group
      where not exists (select from users where lower(email) = lower(new_email))
      on conflict do nothing
      returning user_uuid into made;
      return made;
    end $$;

    create function app.check_sites(wanted uuid[]) returns void language plpgsql stable ${DEFINER} as $$
    begin
      if array_position(wanted, null) is not null or not wanted <@ app.visible_sites() then
        raise 'no such site' using errcode = 'P0002';
      end if;
    end $$;

    -- forecasts: [{site_uuid, timestamp_utc, forecast_version, ml_model_uuid?, values: [{start_utc,
    -- end_utc, forecast_power_kw, horizon_minutes?, probabilistic_values?}]}]. Times carry an offset.
    create function app.store_forecasts(forecasts jsonb) returns bigint
    language plpgsql set search_path = pg_catalog, public, pg_temp as $$
    declare stored bigint;
    begin
      with run as materialized (
        select gen_random_uuid() as forecast_uuid, r.* from jsonb_to_recordset(forecasts) r (
          site_uuid uuid, timestamp_utc timestamptz, forecast_version text, ml_model_uuid uuid,
          "values" jsonb)
        order by r.site_uuid),
      made as (
        insert into forecasts (forecast_uuid, site_uuid, timestamp_utc, forecast_version)
        select forecast_uuid, site_uuid, timestamp_utc at time zone 'utc', forecast_version from run)
      insert into forecast_values (start_utc, end_utc, forecast_power_kw, horizon_minutes,
        probabilistic_values, forecast_uuid, ml_model_uuid)
      select v.start_utc at time zone 'utc', v.end_utc at time zone 'utc', v.forecast_power_kw,
        coalesce(v.horizon_minutes, -1), coalesce(v.probabilistic_values, '{}'), run.forecast_uuid,
        run.ml_model_uuid
      from run, jsonb_to_recordset(run."values") v (start_utc timestamptz, end_utc timestamptz,
        forecast_power_kw float8, horizon_minutes integer, probabilistic_values jsonb);
      get diagnostics stored = row_count;
      return stored;
    end $$;

    create function app.insert_forecasts(forecasts jsonb) returns bigint
    language plpgsql ${DEFINER} as $$
    begin
      perform app.check_sites(array(
        select distinct (r ->> 'site_uuid')::uuid from jsonb_array_elements(forecasts) r));
      return app.store_forecasts(forecasts);
    end $$;

    -- generation: [{site_uuid, start_utc, end_utc, generation_power_kw}]. The first value of a period
    -- wins. In key order, so that two callers with the same rows cannot deadlock.
    create function app.store_generation(generation jsonb) returns bigint
    language plpgsql set search_path = pg_catalog, public, pg_temp as $$
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

    create function app.insert_generation(generation jsonb) returns bigint
    language plpgsql ${DEFINER} as $$
    begin
      perform app.check_sites(array(select distinct (r ->> 'site_uuid')::uuid
        from jsonb_array_elements(insert_generation.generation) r));
      return app.store_generation(insert_generation.generation);
    end $$;

    grant execute on function app.create_site(jsonb), app.insert_forecasts(jsonb),
      app.insert_generation(jsonb) to sitecast_app, sitecast_admin;
    grant execute on function app.link_site(uuid, uuid), app.unlink_site(uuid, uuid),
      app.make_user(text, uuid) to sitecast_admin;
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    drop function app.insert_generation(jsonb), app.store_generation(jsonb),
      app.insert_forecasts(jsonb), app.store_forecasts(jsonb), app.check_sites(uuid[]),
      app.make_user(text, uuid), app.unlink_site(uuid, uuid), app.link_site(uuid, uuid),
      app.create_site(jsonb);
  `);
}
