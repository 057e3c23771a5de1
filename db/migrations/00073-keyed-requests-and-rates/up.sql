set local check_function_bodies = off;

drop function app.token_at_once(bytea, uuid, boolean);

create table app.idempotency_keys (
  user_uuid uuid not null,
  route text not null,
  idempotency_key text not null,
  request_hash bytea not null,
  status integer,
  location text,
  body text,
  created_utc timestamp with time zone not null default now(),
  constraint idempotency_keys_pkey primary key (user_uuid, route, idempotency_key)
);

create table app.request_leases (
  token_uuid uuid not null,
  writes boolean not null,
  minute integer not null,
  taken integer not null,
  constraint request_leases_pkey primary key (token_uuid, writes)
);

create table app.request_limits (
  user_uuid uuid not null,
  reads_per_minute integer,
  writes_per_minute integer,
  constraint request_limits_pkey primary key (user_uuid),
  constraint request_limits_positive check (((reads_per_minute > 0) AND (writes_per_minute > 0)))
);

alter table app.request_limits
  enable row level security;

create or replace function app.begin_keyed_request (
  route text,
  key text,
  hash bytea
)
  returns table (
    state text,
    status integer,
    location text,
    body text
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  me uuid := app.user_uuid();
  before app.idempotency_keys;
begin
  if not pg_try_advisory_xact_lock(hashtextextended(concat_ws(' ', me, route, key), 1)) then
    return query select 'running', null::integer, null, null;
    return;
  end if;
  delete from app.idempotency_keys k
  where k.user_uuid = me and k.route = begin_keyed_request.route and k.idempotency_key = key
    and k.created_utc < now() - interval '1 day';
  delete from app.idempotency_keys k using (
    select o.user_uuid, o.route, o.idempotency_key from app.idempotency_keys o
    where o.created_utc < now() - interval '1 day'
    limit 100 for update skip locked) o
  where k.user_uuid = o.user_uuid and k.route = o.route and k.idempotency_key = o.idempotency_key;
  select * into before from app.idempotency_keys k
  where k.user_uuid = me and k.route = begin_keyed_request.route and k.idempotency_key = key;
  return query select
    case when before.user_uuid is null then 'new'
      when before.request_hash <> hash then 'other'
      when before.body is null and before.status <> 204 then 'hidden'
      else 'done'
    end,
    before.status, before.location, before.body;
end
$function$;

create or replace function app.end_keyed_request (
  route text,
  key text,
  hash bytea,
  status integer,
  location text,
  body text
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  insert into app.idempotency_keys
    (user_uuid, route, idempotency_key, request_hash, status, location, body)
  values (app.user_uuid(), $1, $2, $3, $4, $5, $6);
end
$function$;

create or replace function app.lease_requests (
  token uuid,
  of_writes boolean,
  of_minute integer,
  usual integer,
  share integer
)
  returns table (
    granted integer,
    taken integer,
    most integer
  )
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  before app.request_leases;
begin
  insert into app.request_leases (token_uuid, writes, minute, taken)
  values (token, of_writes, of_minute, 0)
  on conflict do nothing;
  select * into before from app.request_leases l
  where l.token_uuid = token and l.writes = of_writes for update;
  select coalesce(case when of_writes then l.writes_per_minute else l.reads_per_minute end, usual)
  into most
  from app.api_tokens t left join app.request_limits l using (user_uuid)
  where t.token_uuid = token;
  if before.minute < of_minute then before.taken := 0; end if;
  granted := greatest(0, least(ceil(most::numeric / share)::integer, most - before.taken));
  taken := before.taken + granted;
  update app.request_leases l
  set taken = lease_requests.taken, minute = greatest(l.minute, of_minute)
  where l.token_uuid = token and l.writes = of_writes;
  return next;
end
$function$;

create or replace function app.token_at_once (
  hash bytea,
  of_site uuid,
  with_members boolean,
  of_minute integer,
  usual integer,
  share integer
)
  returns json
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
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
$function$;

alter table app.idempotency_keys
  add constraint idempotency_keys_user_uuid_fkey foreign key (user_uuid)
    references public.users(user_uuid) on delete cascade;

alter table app.request_leases
  add constraint request_leases_token_uuid_fkey foreign key (token_uuid)
    references app.api_tokens(token_uuid) on delete cascade;

alter table app.request_limits
  add constraint request_limits_user_uuid_fkey foreign key (user_uuid)
    references public.users(user_uuid) on delete cascade;

create index idempotency_keys_created_utc on app.idempotency_keys using btree (created_utc);

create policy all_rows on app.request_limits
  for all
  to sitecast_admin
  using (true);

comment on column app.idempotency_keys.body is 'Body of the response; NULL: it has none, or it shows a secret, which is shown once.';

comment on column app.idempotency_keys.created_utc is 'When the first request was sent.';

comment on column app.idempotency_keys.idempotency_key is 'The header as it was sent.';

comment on column app.idempotency_keys.location is 'Header Location of the response; NULL: none.';

comment on column app.idempotency_keys.request_hash is 'SHA-256 of the query string and the body. Another one under the same key is refused.';

comment on column app.idempotency_keys.route is 'Method and path of the request.';

comment on column app.idempotency_keys.status is 'Status of the response. NULL: a request that is read while it arrives has not ended.';

comment on column app.idempotency_keys.user_uuid is 'The user whose token sent the request.';

comment on column app.request_leases.minute is 'The minute, counted from 1970 UTC by the clock of the service.';

comment on column app.request_leases.taken is 'Requests of that minute that were taken.';

comment on column app.request_leases.token_uuid is 'The token.';

comment on column app.request_leases.writes is 'True: of writing requests. False: of reading ones.';

comment on column app.request_limits.reads_per_minute is 'Reading requests of each token in a minute. NULL: as the service has it.';

comment on column app.request_limits.user_uuid is 'The user whose tokens they are.';

comment on column app.request_limits.writes_per_minute is 'Writing requests of each token in a minute. NULL: as the service has it.';

comment on function app.begin_keyed_request(text, text, bytea) is 'Returns what became of the viewer''s request with this Idempotency-Key: "new" for the first one, which then does its work and ends with app.end_keyed_request; "running" while another transaction is at it; "other" when the query string or the body was another one; "hidden" when the response showed a secret; "done" with the response. Also deletes some keys of more than a day ago. Caller: web roles (sql/account/idempotency_keys.ts). Lock: an advisory one on the key, until the transaction ends, for which nobody waits.';

comment on function app.end_keyed_request(text, text, bytea, integer, text, text) is
  'Keeps the response to a request with an Idempotency-Key; a body that shows a secret is left out. Caller: web roles, in the transaction of app.begin_keyed_request (sql/account/idempotency_keys.ts). Lock: none besides that one.';

comment on function app.lease_requests(uuid, boolean, integer, integer, integer) is
  'Takes a share of a token''s requests of a minute for one instance of the service: the limit divided by `share`, which is that of the user or else `usual`, or what is left of it. Returns how many were granted, how many are taken by all instances, and the limit. Caller: the owner (sql/account/viewers.ts). Lock: the row of the token, for that statement.';

comment on function app.token_at_once(bytea, uuid, boolean, integer, integer, integer) is
  'Returns the viewer of an API token by its SHA-256, NULL for one that is unknown, revoked or expired, its lease of reading requests (app.lease_requests), and what is read with it in the viewer''s scope: the place, zone and revision of a site, the active users of the group by e-mail address. After the token has been found it acts as sitecast_app, so that row-level security holds: a scope of one statement, for which nothing is begun or committed. Caller: the owner (sql/account/viewers.ts). Lock: none.';

comment on table app.idempotency_keys is 'Responses to API requests that were sent with the header Idempotency-Key, so that a request sent again gets the response of the first one and does nothing twice. A row goes with its user, and after a day. Read by functions only.';

comment on table app.request_leases is 'How many requests of an API token the instances of the service have taken for themselves in a minute, so that all of them together keep to its limit. A row goes with its token.';

comment on table app.request_limits is 'What admins allow the API tokens of a user instead of the limits of the service. A row goes with its user.';

revoke all on function app.begin_keyed_request(text, text, bytea) from public;

grant execute
  on function app.begin_keyed_request(text, text, bytea)
  to sitecast_admin, sitecast_app;

revoke all on function app.end_keyed_request(text, text, bytea, integer, text, text) from public;

grant execute
  on function app.end_keyed_request(text, text, bytea, integer, text, text)
  to sitecast_admin, sitecast_app;

revoke all on function app.lease_requests(uuid, boolean, integer, integer, integer) from public;

revoke all
  on function app.token_at_once(bytea, uuid, boolean, integer, integer, integer)
  from public;

grant insert (reads_per_minute), update (reads_per_minute)
  on table app.request_limits
  to sitecast_admin;

grant insert (user_uuid) on table app.request_limits to sitecast_admin;

grant insert (writes_per_minute), update (writes_per_minute)
  on table app.request_limits
  to sitecast_admin;

grant select on table app.request_limits to sitecast_admin;
