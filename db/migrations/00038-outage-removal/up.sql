set local check_function_bodies = off;

create or replace function app.on_outage_change()
  returns trigger
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  outage app.outages := coalesce(new, old);
  who uuid := nullif(current_setting('pvsite_datamodel.current_user_uuid', true), '')::uuid;
begin
  if tg_op = 'DELETE' and (old.removed_utc is not null
    or not exists (select 1 from sites where site_uuid = old.site_uuid)) then
    return null;
  end if;
  perform app.touch_sites(array[outage.site_uuid]);
  insert into app.changed_ranges as c (follower, site_uuid, first_utc, last_utc)
  select follower, outage.site_uuid, least(old.start_utc, new.start_utc),
    greatest(case when tg_op <> 'INSERT' then coalesce(old.end_utc, 'infinity') end,
      case when tg_op <> 'DELETE' then coalesce(new.end_utc, 'infinity') end)
  from unnest(array['accuracy', 'attention', 'fits']) follower
  on conflict (follower, site_uuid) do update
    set first_utc = least(c.first_utc, excluded.first_utc),
      last_utc = greatest(c.last_utc, excluded.last_utc), changes = c.changes + 1;
  insert into app.outage_changes (outage_uuid, site_uuid, operation, kind, start_utc, end_utc,
    changed_by)
  values (outage.outage_uuid, outage.site_uuid,
    case when tg_op = 'INSERT' then 'marked'
      when tg_op = 'DELETE' or old.removed_utc is null and new.removed_utc is not null
        then 'removed'
      when old.removed_utc is not null and new.removed_utc is null then 'put back'
      else 'changed' end,
    outage.kind, outage.start_utc, outage.end_utc, who);
  return null;
end
$function$;
