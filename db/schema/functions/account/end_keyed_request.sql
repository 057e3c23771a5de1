create function app.end_keyed_request(
  route text, key text, hash bytea, status integer, location text, body text
)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  insert into app.idempotency_keys
    (user_uuid, route, idempotency_key, request_hash, status, location, body)
  values (app.user_uuid(), $1, $2, $3, $4, $5, $6);
end
$$;

comment on function app.end_keyed_request(text, text, bytea, integer, text, text) is
  'Keeps the response to a request with an Idempotency-Key; a body that shows a secret is left out. '
  'Caller: web roles, in the transaction of app.begin_keyed_request '
  '(sql/account/idempotency_keys.ts). Lock: none besides that one.';
grant execute on function app.end_keyed_request(text, text, bytea, integer, text, text)
  to sitecast_app, sitecast_admin;
