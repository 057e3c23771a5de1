create function app.begin_sign_in(for_email text, from_address inet, from_device text,
  per_account integer, per_address integer, within interval)
returns table (attempt_uuid uuid, retry_after_seconds integer)
language plpgsql
as $$
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
$$;

comment on function app.begin_sign_in(text, inet, text, integer, integer, interval) is
  'Books an attempt to sign in as failed before the password is checked, so that many at once '
  'cannot pass the limits; a success deletes the row. Over a limit it returns no attempt, and '
  'the seconds until the next one is allowed. A known device is limited by itself alone. Caller: '
  'the owner (sql/account/sign_in.ts). Lock: advisory, by network and then by account, until the '
  'transaction ends.';
