create function app.sign_in_facts(of_users uuid[])
returns table (user_uuid uuid, has_password boolean, has_factor boolean, sessions integer, tokens integer,
  link_expires_utc timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    select u, exists (select 1 from app.credentials c where c.user_uuid = u),
      exists (select 1 from app.factors f where f.user_uuid = u),
      (select count(*)::integer from app.sessions s
        where s.user_uuid = u and s.expires_utc > now()),
      (select count(*)::integer from app.api_tokens t where t.user_uuid = u
        and t.revoked_utc is null and (t.expires_utc is null or t.expires_utc > now())),
      (select l.expires_utc from app.password_links l
        where l.user_uuid = u and l.expires_utc > now())
    from unnest(of_users) u;
end
$$;

comment on function app.sign_in_facts(uuid[]) is
  'Returns what the tables of secrets tell an admin about users: whether there are '
  'password and second factor, counts and times, no secret. Caller: sitecast_admin. Lock: none.';
grant execute on function app.sign_in_facts(uuid[]) to sitecast_admin;
