create function app.sign_in_waits(for_email text, source inet, around inet, per_account integer,
  per_address integer, within interval)
returns table (free_at timestamptz)
language plpgsql stable
as $$
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
$$;

comment on function app.sign_in_waits(text, inet, inet, integer, integer, interval) is
  'Returns when each limit of attempts from unknown devices allows the next one: those of the '
  'account from this address, of the address (source), of the network around it (four times as '
  'many), and of the account from anywhere, of which one attempt is checked each second, and '
  'after each failure half as often, down to one a minute. Caller: app.begin_sign_in. Lock: none.';
