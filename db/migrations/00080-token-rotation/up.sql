set local check_function_bodies = off;

create table app.token_usage (
  token_uuid uuid not null,
  day date not null,
  reads integer not null,
  writes integer not null,
  constraint token_usage_pkey primary key (token_uuid, day)
);

-- May rewrite the table, which is locked meanwhile.
alter table app.api_tokens
  add column may_rotate boolean not null default false;

alter table app.api_tokens
  add column successor_uuid uuid;

alter table app.idempotency_keys
  add column attempt uuid;

alter table app.idempotency_keys
  add column alive_utc timestamp with time zone;

-- May rewrite the table, which is locked meanwhile.
alter table public.site_groups
  add column version integer not null default 1;

-- May rewrite the table, which is locked meanwhile.
alter table public.users
  add column version integer not null default 1;

create or replace function app.claim_keyed_request (
  of_user uuid,
  of_route text,
  key text,
  by_attempt uuid
)
  returns text
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  before app.idempotency_keys;
begin
  delete from app.idempotency_keys k
  where k.user_uuid = of_user and k.route = of_route and k.idempotency_key = key
    and (k.created_utc < now() - interval '1 day'
      or k.status is null and k.alive_utc < now() - interval '5 seconds');
  insert into app.idempotency_keys
    (user_uuid, route, idempotency_key, request_hash, attempt, alive_utc)
  values (of_user, of_route, key, '', by_attempt, now())
  on conflict do nothing;
  if found then
    return 'new';
  end if;
  select * into before from app.idempotency_keys k
  where k.user_uuid = of_user and k.route = of_route and k.idempotency_key = key;
  return case when before.status is null then 'running' else 'ended' end;
end
$function$;

create or replace function app.lock_group (
  of_group uuid
)
  returns integer
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  stored integer;
begin
  select version into stored from site_groups where site_group_uuid = of_group
  for no key update;
  return stored;
end
$function$;

create or replace function app.lock_user (
  of_user uuid
)
  returns integer
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  stored integer;
begin
  select version into stored from users where user_uuid = of_user for update;
  return stored;
end
$function$;

alter table app.token_usage
  add constraint token_usage_token_uuid_fkey foreign key (token_uuid)
    references app.api_tokens(token_uuid) on delete cascade;

create index token_usage_day on app.token_usage using btree (day);

create trigger count_edit
  before update on public.site_groups
  for each row
  when
    ((((old.site_group_name)::text IS DISTINCT FROM (new.site_group_name)::text) OR
    (old.service_level IS DISTINCT FROM new.service_level) OR
    (old.is_admin IS DISTINCT FROM new.is_admin)))
  execute function app.count_edit();

create trigger count_edit
  before update on public.users
  for each row
  when
    ((((old.email)::text IS DISTINCT FROM (new.email)::text) OR (old.site_group_uuid IS DISTINCT
    FROM new.site_group_uuid) OR (old.deactivated_utc IS DISTINCT FROM new.deactivated_utc)))
  execute function app.count_edit();

comment on column app.api_tokens.may_rotate is 'True: the token can make its successor, which has the same name, rights and length of life.';

comment on column app.api_tokens.successor_uuid is 'The token that took its place. NULL: none. No foreign key: it is a note for people.';

comment on column app.idempotency_keys.alive_utc is 'When its instance of the service last told that it goes on, which it does each second. NULL: as before.';

comment on column app.idempotency_keys.attempt is 'The request that is being read while it arrives. NULL: it was done in one transaction.';

comment on column app.token_usage.day is 'The day (UTC).';

comment on column app.token_usage.reads is 'Reading requests: GET, HEAD and OPTIONS.';

comment on column app.token_usage.token_uuid is 'The token.';

comment on column app.token_usage.writes is 'All others.';

comment on column public.site_groups.version is 'Number of edits, starting at 1: of name, service level and admin rights.';

comment on column public.users.version is 'Number of edits, starting at 1: of e-mail address and group, and of being active or not.';

comment on function app.claim_keyed_request(uuid, text, text, uuid) is 'Begins a request with an Idempotency-Key whose body is read while it arrives: "new" for the first one, and for one after an attempt that has told nothing for 5 seconds, so whose instance has ended; "running" while another attempt goes on; "ended" when a response is kept, which is that of the same request only if the hash is the same. Caller: the owner (sql/account/idempotency_keys.ts). Lock: the row of the key, for that statement.';

comment on function app.count_edit() is 'Counts the edits of a row, whatever version the writer gives. Caller: trigger count_edit of sites, users and site_groups. Lock: none.';

comment on function app.lock_group(uuid) is 'Returns the version of a site group, which stays until the transaction ends; NULL without such a group. Caller: sitecast_admin (sql/groups/site_groups.ts). Lock: the group''s row.';

comment on function app.lock_user(uuid) is 'Returns the version of a user, which stays until the transaction ends; NULL without such a user. Caller: sitecast_admin (sql/users/user_changes.ts). Lock: the user''s row.';

comment on table app.idempotency_keys is 'Responses to API requests that were sent with the header Idempotency-Key, so that a request sent again gets the response of the first one and does nothing twice. A row goes with its user, and after a day. Read by functions, and by the owner''s connections.';

comment on table app.token_usage is 'How many requests each API token sent in a day, written in batches; those that were refused for too many are not counted. Read by the owner''s connections only; a row goes with its token.';

comment on table public.site_groups is 'Sets of sites that their members see. Table of the Python SDK; is_admin and version are ours.';

comment on table public.users is 'People and programs that sign in or use tokens; each is in one site group. Table of the Python SDK; deactivated_utc, last_seen_utc and version are ours.';

revoke all on function app.claim_keyed_request(uuid, text, text, uuid) from public;

revoke all on function app.lock_group(uuid) from public;

grant execute on function app.lock_group(uuid) to sitecast_admin;

revoke all on function app.lock_user(uuid) from public;

grant execute on function app.lock_user(uuid) to sitecast_admin;
