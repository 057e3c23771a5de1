create function app.on_generation_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
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
    -- What loggers measured there and could not write can be written now.
    insert into app.reading_changes (logger_uuid, first_utc, last_utc)
    select l.logger_uuid, min(c.start_utc), max(c.end_utc)
    from unnest(sites, firsts, lasts) k (site_uuid, first, last)
    join app.logger_conflicts c on c.site_uuid = k.site_uuid and c.end_utc > k.first
      and c.start_utc < k.last + interval '1 day'
    join app.loggers l on l.site_uuid = k.site_uuid
    where exists (select 1 from app.logger_variables v
      where v.logger_uuid = l.logger_uuid and v.feeds = 'generation')
      and not exists (select 1 from generation g
        where g.site_uuid = c.site_uuid and g.start_utc > c.start_utc - interval '1 day'
          and g.start_utc < c.end_utc and g.end_utc > c.start_utc)
    group by l.logger_uuid, c.start_utc::date;
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
$$;

comment on function app.on_generation_change() is
  'Appends to app.generation_changes which sites a statement changed, old and new, and from '
  'which period to which; for TRUNCATE one row with the zero UUID. Where rows were deleted for which '
  'loggers measured something else (app.logger_conflicts), appends to app.reading_changes, so that '
  'it is counted again. Refuses nothing. Caller: '
  'triggers changes_insert, changes_update, changes_delete and changes_truncate of generation. '
  'Lock: none that anybody waits for.';
