set local check_function_bodies = off;

drop index app.sign_in_attempts_address;

drop function app.begin_sign_in(text, inet, integer, integer, interval);

alter table app.sessions
  add column ends_utc timestamp with time zone;

update app.sessions
set ends_utc = expires_utc, expires_utc = least(expires_utc, now() + interval '14 days');

alter table app.sessions
  alter column ends_utc set not null;

alter table app.sign_in_attempts
  add column network inet;

update app.sign_in_attempts
set network = network(set_masklen(address, case family(address) when 6 then 56 else 32 end));

alter table app.sign_in_attempts
  alter column network set not null;

alter table app.sign_in_attempts
  add column device text;

create or replace function app.begin_sign_in (
  for_email text,
  from_address inet,
  from_device text,
  per_account integer,
  per_address integer,
  within interval
)
  returns table (
    attempt_uuid uuid,
    retry_after_seconds integer
  )
  language plpgsql
  AS $function$
declare
  is_v6 boolean := family(from_address) = 6;
  source inet := network(set_masklen(from_address, case when is_v6 then 64 else 32 end));
  around inet := network(set_masklen(from_address, case when is_v6 then 56 else 32 end));
  since timestamptz := clock_timestamp() - within;
  free_at timestamptz;
begin
  if from_device is null then
    perform pg_advisory_xact_lock(hashtext('app.sign_in network'), hashtext(around::text));
  end if;
  perform pg_advisory_xact_lock(hashtext('app.sign_in account'), hashtext(for_email));
  delete from app.sign_in_attempts a where a.at_utc <= since;
  if from_device is null then
    select max(w.free_at) into free_at
    from app.sign_in_waits(for_email, source, around, per_account, per_address, within) w;
  else
    select a.at_utc + within into free_at from app.sign_in_attempts a
    where a.email = for_email and a.device = from_device
    order by a.at_utc desc offset per_account - 1 limit 1;
  end if;
  if free_at > clock_timestamp() then
    return query select null::uuid,
      greatest(1, ceil(extract(epoch from free_at - clock_timestamp()))::integer);
    return;
  end if;
  return query
    insert into app.sign_in_attempts as a (email, address, network, device)
    values (for_email, source, around, from_device)
    returning a.attempt_uuid, 0;
end
$function$;

create or replace function app.sign_in_waits (
  for_email text,
  source inet,
  around inet,
  per_account integer,
  per_address integer,
  within interval
)
  returns table (
    free_at timestamp with time zone
  )
  language plpgsql
  stable
  AS $function$
begin
  return query
    select a.at_utc + within from app.sign_in_attempts a
    where a.network = around and a.device is null and a.address = source and a.email = for_email
    order by a.at_utc desc offset per_account - 1 limit 1;
  return query
    select a.at_utc + within from app.sign_in_attempts a
    where a.network = around and a.device is null and a.address = source
    order by a.at_utc desc offset per_address - 1 limit 1;
  return query
    select a.at_utc + within from app.sign_in_attempts a
    where a.network = around and a.device is null
    order by a.at_utc desc offset 4 * per_address - 1 limit 1;
  return query
    select max(a.at_utc) + make_interval(secs => least(60, 2 ^ (least(count(*), 7) - 1)))
    from app.sign_in_attempts a
    where a.email = for_email and a.device is null;
end
$function$;

-- Writes to the table wait while the index is built.
create index sign_in_attempts_email on app.sign_in_attempts using btree (email, at_utc);

-- Writes to the table wait while the index is built.
create index sign_in_attempts_network on app.sign_in_attempts using btree (network, at_utc);

comment on column app.sessions.ends_utc is 'When the session ends even if it is used.';

comment on column app.sessions.expires_utc is 'When the session ends unless it is used before: use moves this time, up to `ends_utc`.';

comment on column app.sign_in_attempts.device is 'Known device that the attempt came from, which is limited by itself. NULL: not known.';

comment on column app.sign_in_attempts.network is 'Network around the client: the /56 of an IPv6 address, the same as `address` for IPv4.';

comment on function app.begin_sign_in(text, inet, text, integer, integer, interval) is
  'Books an attempt to sign in as failed before the password is checked, so that many at once cannot pass the limits; a success deletes the row. Over a limit it returns no attempt, and the seconds until the next one is allowed. A known device is limited by itself alone. Caller: the owner (sql/account/sign_in.ts). Lock: advisory, by network and then by account, until the transaction ends.';

comment on function app.sign_in_waits(text, inet, inet, integer, integer, interval) is
  'Returns when each limit of attempts from unknown devices allows the next one: those of the account from this address, of the address (source), of the network around it (four times as many), and of the account from anywhere, of which one attempt is checked each second, and after each failure half as often, down to one a minute. Caller: app.begin_sign_in. Lock: none.';

revoke all
  on function app.begin_sign_in(text, inet, text, integer, integer, interval)
  from public;

revoke all
  on function app.sign_in_waits(text, inet, inet, integer, integer, interval)
  from public;
