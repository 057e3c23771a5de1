create function app.claim_keyed_request(
  of_user uuid, of_route text, key text, by_attempt uuid
)
returns text
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
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
$$;

comment on function app.claim_keyed_request(uuid, text, text, uuid) is
  'Begins a request with an Idempotency-Key whose body is read while it arrives: "new" for the first '
  'one, and for one after an attempt that has told nothing for 5 seconds, whose instance has ended or '
  'stands still: that one stores nothing any more (app.keep_streamed_response); "running" while another attempt goes on; "ended" when a response is kept, which is that of '
  'the same request only if the hash is the same. Caller: the owner '
  '(sql/account/idempotency_keys.ts). Lock: the row of the key, for that statement, which '
  'waits for an attempt that is just storing.';
