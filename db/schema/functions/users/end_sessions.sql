create function app.end_sessions(of_user uuid)
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  ended integer;
begin
  delete from app.sessions where user_uuid = of_user;
  get diagnostics ended = row_count;
  return ended;
end
$$;

comment on function app.end_sessions(uuid) is
  'Signs a user out everywhere and returns how many sessions ended. Caller: sitecast_admin; '
  'app.deactivate_user. Lock: the sessions'' rows.';
grant execute on function app.end_sessions(uuid) to sitecast_admin;
