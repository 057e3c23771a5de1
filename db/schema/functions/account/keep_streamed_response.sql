create function app.keep_streamed_response(
  route text, key text, by_attempt uuid, hash bytea, status integer, location text, body text
)
returns boolean
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  update app.idempotency_keys k
  set request_hash = hash, status = keep_streamed_response.status,
    location = keep_streamed_response.location, body = keep_streamed_response.body
  where k.user_uuid = app.user_uuid() and k.route = keep_streamed_response.route
    and k.idempotency_key = key and k.attempt = by_attempt and k.status is null;
  return found;
end
$$;

comment on function app.keep_streamed_response(text, text, uuid, bytea, integer, text, text) is
  'Keeps the response to a request with an Idempotency-Key whose body was read while it arrived, in '
  'the transaction that stores what it sent: both are there, or none. False when another attempt has '
  'taken its place, which has to roll that transaction back. A body that shows a secret is left out. '
  'Caller: web roles (sql/account/idempotency_keys.ts). Lock: the row of the key, for which '
  'app.claim_keyed_request of the same key waits.';
grant execute on function app.keep_streamed_response(
  text, text, uuid, bytea, integer, text, text
) to sitecast_app, sitecast_admin;
