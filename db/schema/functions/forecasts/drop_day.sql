create function app.drop_day(old_day date)
returns boolean
language plpgsql
set lock_timeout = '3s'
as $$
declare
  name text := 'forecast_values_' || to_char(old_day, 'YYYYMMDD');
  shown uuid[];
begin
  perform pg_advisory_xact_lock(hashtext('app.make_days'));
  if not exists (select 1 from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'public.forecast_values'::regclass and c.relname = name) then
    return false;
  end if;
  lock table only public.forecast_values in access exclusive mode;
  select array_agg(distinct l.site_uuid) into shown from public.latest_forecast_values l
  where l.site_uuid = any(array(select site_uuid from public.sites))
    and l.start_utc >= old_day and l.start_utc < old_day + 1;
  if shown is not null then
    -- Giving up before deadlocks are looked for (1 s) spares the writer of a site.
    perform set_config('lock_timeout', '500ms', true);
    perform app.touch_sites(shown);
    delete from public.latest_forecast_values l where l.site_uuid = any(shown)
      and l.start_utc >= old_day and l.start_utc < old_day + 1;
    perform set_config('lock_timeout', '3s', true);
  end if;
  execute format('drop table public.%I', name);
  return true;
end
$$;

comment on function app.drop_day(date) is
  'Drops the partition of a day with all its values and returns false when there is none. '
  'Dropping fires no trigger: rows of the latest table that show the day go in the same '
  'transaction. Gives up with 55P03 after three seconds behind a long reader, after half a '
  'second behind a writer of a site. Caller: retention (sql/forecasts/partitions.ts). Lock: '
  'advisory ''app.make_days''; forecast_values ACCESS EXCLUSIVE; revisions of the sites shown.';
