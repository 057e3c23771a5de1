set local check_function_bodies = off;

drop function app.token_at_once(bytea, uuid, boolean);

create or replace function app.members_at_once (
  of_group uuid,
  of_user uuid,
  through text,
  only_sites uuid[]
)
  returns table (
    user_uuid uuid,
    email text
  )
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  perform app.scope(of_group, of_user, through, only_sites);
  return query
    select u.user_uuid, u.email::text from users u
    where u.site_group_uuid = of_group and u.deactivated_utc is null
    order by lower(u.email), u.user_uuid;
end
$function$;

create or replace function app.site_at_once (
  of_group uuid,
  of_user uuid,
  through text,
  only_sites uuid[],
  of_site uuid
)
  returns table (
    site_uuid uuid,
    latitude double precision,
    longitude double precision,
    time_zone text,
    revision text
  )
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  perform app.scope(of_group, of_user, through, only_sites);
  return query
    select s.site_uuid, s.latitude, s.longitude, s.time_zone, r.revision
    from sites s join app.revisions_of(array[of_site]) r on r.site_uuid = s.site_uuid
    where s.site_uuid = of_site;
end
$function$;

comment on function app.members_at_once(uuid, uuid, text, uuid[]) is 'Opens a scope as app.scope() does and returns the active users of its group by e-mail address: a transaction of one statement, for which nothing is begun or committed. Runs with the rights of the caller. Caller: web roles (sql/users/users.ts). Lock: none.';

comment on function app.site_at_once(uuid, uuid, text, uuid[], uuid) is
  'Opens a scope as app.scope() does and reads the place, zone and revision of one of its sites, no row for others: a transaction of one statement, for which nothing is begun or committed. Runs with the rights of the caller. Caller: web roles (sql/sites/revisions.ts). Lock: none.';

revoke all on function app.members_at_once(uuid, uuid, text, uuid[]) from public;

grant execute
  on function app.members_at_once(uuid, uuid, text, uuid[])
  to sitecast_admin, sitecast_app;

revoke all on function app.site_at_once(uuid, uuid, text, uuid[], uuid) from public;

grant execute
  on function app.site_at_once(uuid, uuid, text, uuid[], uuid)
  to sitecast_admin, sitecast_app;
