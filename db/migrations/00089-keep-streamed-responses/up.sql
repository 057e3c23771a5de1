set local check_function_bodies = off;

create or replace function app.keep_streamed_response (
  route text,
  key text,
  by_attempt uuid,
  hash bytea,
  status integer,
  location text,
  body text
)
  returns boolean
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  update app.idempotency_keys k
  set request_hash = hash, status = keep_streamed_response.status,
    location = keep_streamed_response.location, body = keep_streamed_response.body
  where k.user_uuid = app.user_uuid() and k.route = keep_streamed_response.route
    and k.idempotency_key = key and k.attempt = by_attempt and k.status is null;
  return found;
end
$function$;

comment on function app.claim_keyed_request(uuid, text, text, uuid) is 'Begins a request with an Idempotency-Key whose body is read while it arrives: "new" for the first one, and for one after an attempt that has told nothing for 5 seconds, whose instance has ended or stands still: that one stores nothing any more (app.keep_streamed_response); "running" while another attempt goes on; "ended" when a response is kept, which is that of the same request only if the hash is the same. Caller: the owner (sql/account/idempotency_keys.ts). Lock: the row of the key, for that statement, which waits for an attempt that is just storing.';

comment on function app.keep_streamed_response(text, text, uuid, bytea, integer, text, text) is
  'Keeps the response to a request with an Idempotency-Key whose body was read while it arrived, in the transaction that stores what it sent: both are there, or none. False when another attempt has taken its place, which has to roll that transaction back. A body that shows a secret is left out. Caller: web roles (sql/account/idempotency_keys.ts). Lock: the row of the key, for which app.claim_keyed_request of the same key waits.';

revoke all
  on function app.keep_streamed_response(text, text, uuid, bytea, integer, text, text)
  from public;

grant execute
  on function app.keep_streamed_response(text, text, uuid, bytea, integer, text, text)
  to sitecast_admin, sitecast_app;
