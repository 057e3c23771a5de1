create function app.logger_period(of_site uuid)
returns integer
language plpgsql stable
set search_path = pg_catalog, public, pg_temp
as $$
declare
  lengths constant integer[] := array[5, 10, 15, 30];
  every integer;
  minutes integer;
begin
  select s.measured_every_minutes into every from sites s where s.site_uuid = of_site;
  select l.period_minutes into minutes from app.logger_sites l where l.site_uuid = of_site;
  if minutes is null and every = any(lengths) then return every; end if;
  if minutes is null then
    select extract(epoch from g.end_utc - g.start_utc)::integer / 60 into minutes
    from (select start_utc, end_utc from generation where site_uuid = of_site
      order by start_utc desc limit 100) g
    where g.end_utc - g.start_utc = any(array(
      select make_interval(mins => n) from unnest(lengths) n))
    group by 1 order by count(*) desc, 1 limit 1;
  end if;
  minutes := coalesce(minutes, 15);
  -- Rows of 5 minutes would last longer there than they do.
  if minutes = 5 and every <> 5 then
    minutes := case when every = any(lengths) then every else 15 end;
  end if;
  return minutes;
end
$$;

comment on function app.logger_period(uuid) is
  'Returns the length in minutes of the periods in which generation of a site is counted from '
  'readings: the one that was chosen, else that in which the site is measured already, else 15. '
  'Where the site states that its rows of 5 minutes last longer, they are not 5. Caller: the owner '
  '(sql/loggers/site_work.ts), app.change_feeds; web roles (sql/loggers/recount_preview.ts). '
  'Lock: none.';
grant execute on function app.logger_period(uuid) to sitecast_app, sitecast_admin;
