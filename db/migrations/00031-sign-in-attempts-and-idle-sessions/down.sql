set local check_function_bodies = off;

drop index app.sign_in_attempts_email;

drop index app.sign_in_attempts_network;

drop function app.begin_sign_in(text, inet, text, integer, integer, interval);

drop function app.sign_in_waits(text, inet, inet, integer, integer, interval);

update app.sessions set expires_utc = ends_utc;

-- Loses data.
alter table app.sessions
  drop column ends_utc;

-- Loses data.
alter table app.sign_in_attempts
  drop column device;

-- Loses data.
alter table app.sign_in_attempts
  drop column network;

create or replace function app.begin_sign_in (
  for_email text,
  from_address inet,
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
  bits integer := case family(from_address) when 6 then 64 else 32 end;
  source inet := network(set_masklen(from_address, bits));
  since timestamptz := clock_timestamp() - within;
  free_at timestamptz;
begin
  perform pg_advisory_xact_lock(hashtext('app.sign_in'), hashtext(source::text));
  delete from app.sign_in_attempts a where a.at_utc <= since;
  select max(nth) into free_at from (
    (select a.at_utc as nth from app.sign_in_attempts a
      where a.address = source and a.email = for_email
      order by a.at_utc desc offset per_account - 1 limit 1)
    union all
    (select a.at_utc from app.sign_in_attempts a
      where a.address = source
      order by a.at_utc desc offset per_address - 1 limit 1)) counted;
  if free_at is not null then
    return query select null::uuid,
      greatest(1, ceil(extract(epoch from free_at + within - clock_timestamp()))::integer);
    return;
  end if;
  return query
    insert into app.sign_in_attempts as a (email, address) values (for_email, source)
    returning a.attempt_uuid, 0;
end
$function$;

-- Writes to the table wait while the index is built.
create index sign_in_attempts_address on app.sign_in_attempts using btree (address, at_utc);

comment on column app.sessions.expires_utc is 'When the session ends.';

comment on function app.begin_sign_in(text, inet, integer, integer, interval) is
  'Books an attempt to sign in as failed before the password is checked, so that many at once cannot pass the limits; a success deletes the row. Over a limit it returns no attempt, and the seconds until the next one is allowed. An IPv6 address stands for its /64. Caller: the owner (sql/account/sign_in.ts). Lock: advisory, by address, until the transaction ends.';

revoke all on function app.begin_sign_in(text, inet, integer, integer, interval) from public;
