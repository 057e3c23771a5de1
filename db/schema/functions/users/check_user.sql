create function app.check_user(of_user uuid)
returns void
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if not exists (select 1 from users where user_uuid = of_user) then
    raise 'no such user' using errcode = 'P0002';
  end if;
end
$$;

comment on function app.check_user(uuid) is
  'Throws P0002 when there is no such user. Caller: functions about users. Lock: none.';
