create function app.lease_user_requests(
  of_user uuid, of_writes boolean, of_minute integer, usual integer, share integer
)
returns table (granted integer, taken integer, most integer)
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
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
$$;

comment on function app.lease_user_requests(uuid, boolean, integer, integer, integer) is
  'Takes a share of the requests of a minute that a user may send with JWTs, all of them together, '
  'as app.lease_requests does of an API token. Caller: the owner (sql/account/viewers.ts). Lock: '
  'the row of the user''s lease, for that statement.';
