set local check_function_bodies = off;

alter table app.factors
  drop constraint factors_user_uuid_fkey;

alter table app.pending_sign_ins
  drop constraint pending_sign_ins_user_uuid_fkey;

alter table app.recovery_codes
  drop constraint recovery_codes_user_uuid_fkey;

drop function app.reset_factor(uuid);

drop function app.sign_in_facts(uuid[]);

-- Loses data.
drop table app.factors;

-- Loses data.
drop table app.pending_sign_ins;

-- Loses data.
drop table app.recovery_codes;

create or replace function app.sign_in_facts (
  of_users uuid[]
)
  returns table (
    user_uuid uuid,
    has_password boolean,
    sessions integer,
    tokens integer,
    link_expires_utc timestamp with time zone
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
begin
  return query
    select u, exists (select 1 from app.credentials c where c.user_uuid = u),
      (select count(*)::integer from app.sessions s
        where s.user_uuid = u and s.expires_utc > now()),
      (select count(*)::integer from app.api_tokens t where t.user_uuid = u
        and t.revoked_utc is null and (t.expires_utc is null or t.expires_utc > now())),
      (select l.expires_utc from app.password_links l
        where l.user_uuid = u and l.expires_utc > now())
    from unnest(of_users) u;
end
$function$;

comment on function app.sign_in_facts(uuid[]) is 'Returns what the tables of secrets tell an admin about users: whether there is a password, counts and times, no secret. Caller: sitecast_admin. Lock: none.';

revoke all on function app.sign_in_facts(uuid[]) from public;

grant execute on function app.sign_in_facts(uuid[]) to sitecast_admin;
