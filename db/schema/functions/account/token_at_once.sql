create function app.token_at_once(
  hash bytea, of_site uuid, with_members boolean, of_minute integer, usual integer, share integer
)
returns json
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  viewer record;
  lease json;
  site json;
  members json;
begin
  select u.user_uuid, coalesce(u.email, '') as email, g.site_group_uuid,
    coalesce(g.site_group_name, '') as site_group_name,
    g.is_admin and not t.only_generation and t.site_uuids is null as is_admin, t.can_write,
    t.only_generation, t.site_uuids, 'api' as through
  into viewer
  from app.api_tokens t
  join users u on u.user_uuid = t.user_uuid
  join site_groups g on g.site_group_uuid = u.site_group_uuid
  where t.token_hash = hash and t.revoked_utc is null and u.deactivated_utc is null
    and (t.expires_utc is null or t.expires_utc > now());
  if not found then
    return null;
  end if;
  if share > 0 then
    select row_to_json(l) into lease
    from app.api_tokens t,
      app.lease_requests(t.token_uuid, false, of_minute, usual, share) l
    where t.token_hash = hash;
  end if;
  perform set_config('role', 'sitecast_app', true);
  perform app.scope(viewer.site_group_uuid, viewer.user_uuid, 'api', viewer.site_uuids);
  if of_site is not null then
    select json_build_object('site_uuid', s.site_uuid, 'latitude', s.latitude,
      'longitude', s.longitude, 'time_zone', s.time_zone,
      'revision_hash', md5(s.site_uuid || ' ' || r.revision))
    into site
    from sites s join app.revisions_of(array[of_site]) r on r.site_uuid = s.site_uuid
    where s.site_uuid = of_site;
  end if;
  if with_members then
    select json_agg(json_build_object('user_uuid', u.user_uuid, 'email', u.email)
      order by lower(u.email), u.user_uuid)
    into members
    from users u
    where u.site_group_uuid = viewer.site_group_uuid and u.deactivated_utc is null;
  end if;
  return json_build_object('viewer', row_to_json(viewer), 'lease', lease,
    'site', site, 'members', members);
end
$$;

comment on function app.token_at_once(bytea, uuid, boolean, integer, integer, integer) is
  'Returns the viewer of an API token by its SHA-256, NULL for one that is unknown, revoked or '
  'expired, its lease of reading requests (app.lease_requests), and what is read with it in the '
  'viewer''s scope: the place, zone and revision of a site, the active users of the group by e-mail address. After the token has been found it '
  'acts as sitecast_app, so that row-level security holds: a scope of one statement, for which '
  'nothing is begun or committed. Caller: the owner (sql/account/viewers.ts). Lock: none.';
