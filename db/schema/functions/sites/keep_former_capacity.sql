create function app.keep_former_capacity(before sites, after sites)
returns void
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  earlier date;
begin
  if after.capacity_from is not distinct from before.capacity_from then return; end if;
  select max(until_date) into earlier from site_capacities
  where site_uuid = before.site_uuid and until_date is distinct from before.capacity_from;
  if after.capacity_from <= earlier then
    raise 'The capacity changed on % already: give a later day.', earlier
      using errcode = 'SC422', column = 'capacity_from';
  end if;
  if after.capacity_from is null then
    delete from site_capacities
    where site_uuid = before.site_uuid and until_date = before.capacity_from;
  elsif after.capacity_kw is distinct from before.capacity_kw
    and (before.capacity_from is null or after.capacity_from > before.capacity_from) then
    insert into site_capacities (site_uuid, until_date, capacity_kw)
    select before.site_uuid, after.capacity_from, before.capacity_kw
    where before.capacity_kw > 0 and before.capacity_kw < 'Infinity';
  else
    update site_capacities set until_date = after.capacity_from
    where site_uuid = before.site_uuid and until_date = before.capacity_from;
  end if;
end
$$;

comment on function app.keep_former_capacity(sites, sites) is
  'Keeps the capacity that a site had, when an edit says from which day another one holds. A '
  'later day with another capacity is an extension or a reduction; otherwise a day that is '
  'corrected moves the last change, and none takes it back. Throws SC422 for a day before the '
  'change before. Caller: app.edit_site, which holds the site''s row. Lock: none.';
