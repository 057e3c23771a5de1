create function app.lock_charging_rates(of_group uuid, to_change boolean)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  key bigint := hashtextextended('sitecast.charging_rates ' || of_group, 0);
begin
  if to_change then perform pg_advisory_xact_lock(key);
  else perform pg_advisory_xact_lock_shared(key); end if;
end
$$;

comment on function app.lock_charging_rates(uuid, boolean) is
  'Lets writers of a group''s sessions go on together, and a change of its rates only while none '
  'writes: no session is counted by a rate that another transaction is changing. Caller: triggers '
  'of the charging tables. Lock: an advisory lock of the group until the transaction ends, shared '
  'unless to_change.';
