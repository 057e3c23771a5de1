create function app.check_group(of_group uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform from site_groups where site_group_uuid = of_group for share;
  if not found then raise 'no such group' using errcode = 'P0002'; end if;
end
$$;

comment on function app.check_group(uuid) is
  'Throws P0002 when there is no such group. Caller: functions about groups. Lock: the '
  'group''s row FOR SHARE until the transaction ends.';
