create function app.lease_requests(
  token uuid, of_writes boolean, of_minute integer, usual integer, share integer
)
returns table (granted integer, taken integer, most integer)
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
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
$$;

comment on function app.lease_requests(uuid, boolean, integer, integer, integer) is
  'Takes a share of a token''s requests of a minute for one instance of the service: the limit '
  'divided by `share`, which is that of the user or else `usual`, or what is left of it. Returns '
  'how many were granted, how many are taken by all instances, and the limit. Caller: the owner (sql/account/viewers.ts). Lock: the row of the token, for that statement.';
