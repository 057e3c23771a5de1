set local check_function_bodies = off;

drop function app.scope(uuid, uuid, text, uuid[]);

create table app.identities (
  user_uuid uuid not null,
  issuer text not null,
  subject text not null,
  created_utc timestamp with time zone not null default now(),
  constraint identities_pkey primary key (user_uuid),
  constraint identities_subject_key unique (issuer, subject)
);

alter table app.identities
  enable row level security;

create table app.user_request_leases (
  user_uuid uuid not null,
  writes boolean not null,
  minute integer not null,
  taken integer not null,
  constraint user_request_leases_pkey primary key (user_uuid, writes)
);

create or replace function app.bind_identity (
  of_issuer text,
  of_subject text,
  of_email text,
  new_group text
)
  returns text
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  holder uuid;
  bound app.identities;
  in_group uuid;
begin
  perform pg_advisory_xact_lock(hashtext('users.email'));
  select u.user_uuid into holder from users u
  where lower(u.email) = lower(of_email) and u.deactivated_utc is null
  order by u.email = of_email desc, u.email limit 1;
  select * into bound from app.identities i where i.user_uuid = holder;
  if found then
    return case when (bound.issuer, bound.subject) = (of_issuer, of_subject) then 'bound'
      else 'another subject' end;
  end if;
  if exists (select 1 from app.identities i where (i.issuer, i.subject) = (of_issuer, of_subject)) then
    return 'another user';
  end if;
  if holder is null then
    if new_group is null or exists (select 1 from users where lower(email) = lower(of_email)) then
      return 'unknown';
    end if;
    insert into site_groups (site_group_name) values (new_group)
    on conflict do nothing
    returning site_group_uuid into in_group;
    if in_group is null then return 'name taken'; end if;
    holder := app.make_user(of_email, in_group);
  end if;
  insert into app.identities (user_uuid, issuer, subject) values (holder, of_issuer, of_subject);
  return case when in_group is null then 'new' else 'new user' end;
end
$function$;

create or replace function app.lease_user_requests (
  of_user uuid,
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
  before app.user_request_leases;
begin
  insert into app.user_request_leases (user_uuid, writes, minute, taken)
  values (of_user, of_writes, of_minute, 0)
  on conflict do nothing;
  select * into before from app.user_request_leases l
  where l.user_uuid = of_user and l.writes = of_writes for update;
  select case when of_writes then l.writes_per_minute else l.reads_per_minute end
  into most
  from app.request_limits l where l.user_uuid = of_user;
  most := coalesce(most, usual);
  if before.minute < of_minute then before.taken := 0; end if;
  granted := greatest(0, least(ceil(most::numeric / share)::integer, most - before.taken));
  taken := before.taken + granted;
  update app.user_request_leases l
  set taken = lease_user_requests.taken, minute = greatest(l.minute, of_minute)
  where l.user_uuid = of_user and l.writes = of_writes;
  return next;
end
$function$;

create or replace function app.scope (
  group_uuid uuid,
  user_uuid uuid,
  through text default null::text,
  only_sites uuid[] default null::uuid[],
  as_member boolean default false
)
  returns void
  language plpgsql
  set search_path to 'pg_catalog', 'pg_temp'
  AS $function$
declare
  is_admin boolean;
begin
  execute format('set local app.site_group_uuid = %L', coalesce(group_uuid::text, ''));
  execute format('set local app.user_uuid = %L', coalesce(user_uuid::text, ''));
  execute format('set local pvsite_datamodel.current_user_uuid = %L',
    coalesce(user_uuid::text, ''));
  execute format('set local app.through = %L', coalesce(through, ''));
  execute format('set local app.only_sites = %L', coalesce(only_sites::text, ''));
  select g.is_admin into is_admin from public.site_groups g where g.site_group_uuid = group_uuid;
  execute format('set local app.sees_all_sites = %L',
    case when is_admin and not as_member then 'on' else '' end);
end
$function$;

alter table app.identities
  add constraint identities_user_uuid_fkey foreign key (user_uuid)
    references public.users(user_uuid) on delete cascade;

alter table app.user_request_leases
  add constraint user_request_leases_user_uuid_fkey foreign key (user_uuid)
    references public.users(user_uuid) on delete cascade;

create policy all_rows on app.identities
  for all
  to sitecast_admin
  using (true);

comment on column app.identities.created_utc is 'When the first JWT came.';

comment on column app.identities.issuer is 'Claim `iss` of that JWT.';

comment on column app.identities.subject is 'Claim `sub` of that JWT: the user, to the issuer.';

comment on column app.identities.user_uuid is 'The user.';

comment on column app.security_events.kind is 'sign_in, failure, refusal, limit, link, password, token, identity, download, webhook, factor, session or rights.';

comment on column app.user_request_leases.minute is 'The minute, counted from 1970 UTC by the clock of the service.';

comment on column app.user_request_leases.taken is 'Requests of that minute that were taken.';

comment on column app.user_request_leases.user_uuid is 'The user.';

comment on column app.user_request_leases.writes is 'True: of writing requests. False: of reading ones.';

comment on function app.bind_identity(text, text, text, text) is 'Binds what an identity provider calls a user to the active user with this e-mail address; where nobody has it and `new_group` is not NULL, to a new user in a new group of that name. Returns "new" or "new user", "bound" where it is bound already, or why it is not: "another subject" for a user who is bound otherwise, "another user" for a subject that is, "unknown" without such a user, "name taken" when a group has the name. Caller: the owner (sql/account/identities.ts). Lock: advisory ''users.email''.';

comment on function app.lease_user_requests(uuid, boolean, integer, integer, integer) is
  'Takes a share of the requests of a minute that a user may send with JWTs, all of them together, as app.lease_requests does of an API token. Caller: the owner (sql/account/viewers.ts). Lock: the row of the user''s lease, for that statement.';

comment on function app.scope(uuid, uuid, text, uuid[], boolean) is 'Opens a scope for the current transaction: sets the group, whether it is an admin group and sees all sites, the user, how the change came, and the only sites that a limited API token sees, which policies, definer functions and the history of sites read. NULL sets nothing. With `as_member` an admin group sees the sites that are linked to it, as any other group does. Caller: db/scope.ts, first in every transaction of the request pool; jobs. Lock: none.';

comment on table app.identities is 'What an identity provider calls a user: bound by the user''s first JWT, so that later ones with the same e-mail address but another subject are refused. A row goes with its user.';

comment on table app.user_request_leases is 'How many requests with JWTs of a user the instances of the service have taken for themselves in a minute, as app.request_leases has it of API tokens. A row goes with its user.';

revoke all on function app.bind_identity(text, text, text, text) from public;

revoke all
  on function app.lease_user_requests(uuid, boolean, integer, integer, integer)
  from public;

revoke all on function app.scope(uuid, uuid, text, uuid[], boolean) from public;

grant execute
  on function app.scope(uuid, uuid, text, uuid[], boolean)
  to sitecast_admin, sitecast_app;

grant delete, select on table app.identities to sitecast_admin;
