create function app.change_feeds(of_site uuid, from_utc timestamp, was_fed boolean)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  from_then constant timestamp := nullif(from_utc, '-infinity');
  first timestamp;
begin
  insert into app.logger_sites as l (site_uuid, period_minutes, kept_before_utc)
  select s.site_uuid, app.logger_period(of_site), case when was_fed then from_then end
  from sites s where s.site_uuid = of_site
  on conflict (site_uuid) do update set kept_before_utc = case
    when was_fed or l.kept_before_utc > from_utc then from_then else l.kept_before_utc end;
  if not found then return; end if; -- the site itself is being deleted

  select least(min(v.first_utc), (
    select min(b.first_utc) from app.logger_batches k join app.batch_sites b using (batch_id)
    where b.site_uuid = of_site))
  into first
  from app.loggers l join app.logger_variables v using (logger_uuid)
  where l.site_uuid = of_site;
  if first is null or greatest(from_utc, first) > now() at time zone 'utc' then return; end if;
  insert into app.site_work as w (site_uuid, times)
  values (of_site, tsmultirange(tsrange(greatest(from_utc, first), now() at time zone 'utc', '[]')))
  on conflict (site_uuid) do update set times = w.times + excluded.times;
end
$$;

comment on function app.change_feeds(uuid, timestamp, boolean) is
  'Lets the periods of a site from a time on (-infinity: all) be counted again, as what feeds it has '
  'changed. was_fed: what changed fed the site before, so that older periods stay as they are. '
  'Caller: triggers of app.logger_variables, app.loggers and app.logger_sites. Lock: the site''s rows '
  'of app.logger_sites and app.site_work.';
