create function app.check_sites(wanted uuid[])
returns void
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if array_position(wanted, null) is not null or not wanted <@ app.visible_sites() then
    raise 'no such site' using errcode = 'P0002';
  end if;
end
$$;

comment on function app.check_sites(uuid[]) is
  'Throws P0002 when one of the sites is not the scope''s, unknown or NULL: a stranger''s site '
  'looks like one that does not exist. Caller: definer functions. Lock: none.';
