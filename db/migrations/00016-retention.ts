// Takes away a day of forecast values whole, which costs nothing however large it is.
import type postgres from "postgres";

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    -- Drops the partition of a day; false when there is none. For that it needs the table for itself:
    -- behind a long reader it gives up (55P03), or all who come later would queue up too. Dropping fires
    -- no trigger, so what the rollup still shows of the day goes in the same transaction; when a site is
    -- being written at that moment, giving up before deadlocks are looked for (1 s) spares the writer.
    create function app.drop_day(old_day date) returns boolean
    language plpgsql set lock_timeout = '3s' as $$
    declare
      name text := 'forecast_values_' || to_char(old_day, 'YYYYMMDD');
      shown uuid[];
    begin
      perform pg_advisory_xact_lock(hashtext('app.make_days'));
      if not exists (select from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'public.forecast_values'::regclass and c.relname = name) then
        return false;
      end if;
      lock table only public.forecast_values in access exclusive mode;
      select array_agg(s.site_uuid) into shown from public.sites s
      where exists (select from public.latest_forecast_values l where l.site_uuid = s.site_uuid
        and l.start_utc >= old_day and l.start_utc < old_day + 1);
      if shown is not null then
        perform set_config('lock_timeout', '500ms', true);
        perform app.touch_sites(shown);
        delete from public.latest_forecast_values l where l.site_uuid = any(shown)
          and l.start_utc >= old_day and l.start_utc < old_day + 1;
        perform set_config('lock_timeout', '3s', true);
      end if;
      execute format('drop table public.%I', name);
      return true;
    end $$;
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe("drop function app.drop_day(date);");
}
