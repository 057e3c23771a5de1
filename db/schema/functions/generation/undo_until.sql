create function app.undo_until(of_batch bigint, at_site uuid, from_utc timestamp,
  step_rows integer)
returns timestamp
language plpgsql stable
set search_path = pg_catalog, public, pg_temp
as $$
declare
  until_utc timestamp;
begin
  if (select s.inserted + s.replaced + s.deleted <= step_rows from app.batch_sites s
      where s.batch_id = of_batch and s.site_uuid = at_site) then
    return 'infinity';
  end if;
  select start_utc into until_utc from (
    (select g.start_utc from generation g
      where g.site_uuid = at_site and g.start_utc >= from_utc
      order by g.start_utc limit step_rows + 1)
    union all
    (select r.start_utc from app.replaced_generation r
      where r.batch_id = of_batch and r.site_uuid = at_site and r.start_utc >= from_utc
      order by r.start_utc limit step_rows + 1)) near
  where start_utc > from_utc
  order by start_utc offset step_rows - 1 limit 1;
  return coalesce(until_utc, 'infinity');
end
$$;

comment on function app.undo_until(bigint, uuid, timestamp, integer) is
  'Returns the time before which about so many periods of a site start that may be of a batch, '
  'counted from a time on; infinity when there are fewer. Caller: app.undo_step. Lock: none.';
