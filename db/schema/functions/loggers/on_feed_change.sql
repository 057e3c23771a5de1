create function app.on_feed_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  of_site uuid;
  right_now constant timestamp := now() at time zone 'utc';
begin
  if tg_table_name = 'loggers' then
    if tg_op = 'DELETE' and exists (select 1 from app.logger_variables v
        where v.logger_uuid = old.logger_uuid and v.feeds <> 'nothing') then
      perform app.change_feeds(old.site_uuid, right_now, true);
    end if;
    return old;
  end if;
  select l.site_uuid into of_site from app.loggers l
  where l.logger_uuid = case tg_op when 'INSERT' then new.logger_uuid else old.logger_uuid end;
  if not found then return null; end if;
  if tg_op = 'INSERT' then
    perform app.change_feeds(of_site, coalesce(new.feed_from_utc, '-infinity'), false);
    return null;
  end if;
  if tg_op = 'DELETE' then
    perform app.change_feeds(of_site, right_now, true);
  elsif old.feeds = 'nothing' and new.feeds = 'nothing' then
    return null;
  elsif new.feeds = 'nothing' then
    perform app.change_feeds(of_site, coalesce(new.feed_from_utc, right_now), true);
  else
    perform app.change_feeds(of_site, coalesce(new.feed_from_utc, '-infinity'),
      old.feeds <> 'nothing');
  end if;
  if tg_op = 'UPDATE' and new.includes_charger is distinct from old.includes_charger then
    insert into app.changed_ranges as c (follower, site_uuid, first_utc, last_utc)
    select 'sun', of_site, '-infinity', 'infinity'
    where exists (select 1 from ev_charging_session s where s.site_uuid = of_site)
    on conflict (follower, site_uuid) do update
      set first_utc = '-infinity', last_utc = 'infinity', changes = c.changes + 1;
  end if;
  return null;
end
$$;

comment on function app.on_feed_change() is
  'Lets periods be counted again when what a variable feeds changes: as far back as feed_from_utc '
  'says, all where it is NULL. Where a variable feeds nothing any more or is deleted, also with its '
  'logger, what was counted stays: from now on, or from feed_from_utc on, it is counted without. '
  'Caller: triggers of app.logger_variables and app.loggers. Lock: as app.change_feeds; the site''s '
  'row of app.changed_ranges.';
