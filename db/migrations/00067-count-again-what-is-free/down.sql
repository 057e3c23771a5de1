set local check_function_bodies = off;

drop trigger period_update on app.logger_sites;

drop function app.on_period_change();

create or replace function app.on_generation_change()
  returns trigger
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  sites uuid[];
  firsts timestamp[];
  lasts timestamp[];
begin
  -- Rows of a transition table are read alone, into arrays: in a distributed database a statement
  -- that also names a table cannot see them.
  if tg_op = 'TRUNCATE' then
    insert into app.generation_changes (site_uuid, first_utc, last_utc)
    values ('00000000-0000-0000-0000-000000000000', '-infinity', 'infinity');
    return null;
  elsif tg_op = 'INSERT' then
    select array_agg(s), array_agg(f), array_agg(l) into sites, firsts, lasts
    from (select site_uuid, min(start_utc), max(start_utc) from new_rows group by 1) c (s, f, l);
  elsif tg_op = 'DELETE' then
    select array_agg(s), array_agg(f), array_agg(l) into sites, firsts, lasts
    from (select site_uuid, min(start_utc), max(start_utc) from old_rows group by 1) c (s, f, l);
  else
    select array_agg(s), array_agg(f), array_agg(l) into sites, firsts, lasts
    from (select site_uuid, min(start_utc), max(start_utc)
      from (select site_uuid, start_utc from old_rows
        union all select site_uuid, start_utc from new_rows) r
      group by 1) c (s, f, l);
  end if;
  if sites is null then return null; end if;
  insert into app.generation_changes (site_uuid, first_utc, last_utc)
  select * from unnest(sites, firsts, lasts);
  return null;
end
$function$;

comment on function app.change_feeds(uuid, timestamp without time zone, boolean) is
  'Lets the periods of a site from a time on (-infinity: all) be counted again, as what feeds it has changed. was_fed: what changed fed the site before, so that older periods stay as they are. Caller: triggers of app.logger_variables and app.loggers. Lock: the site''s rows of app.logger_sites and app.site_work.';

comment on function app.on_generation_change() is 'Appends to app.generation_changes which sites a statement changed, old and new, and from which period to which; for TRUNCATE one row with the zero UUID. Refuses nothing. Caller: triggers changes_insert, changes_update, changes_delete and changes_truncate of generation. Lock: none that anybody waits for.';
