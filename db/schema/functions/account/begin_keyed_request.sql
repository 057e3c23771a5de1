create function app.begin_keyed_request(route text, key text, hash bytea)
returns table (state text, status integer, location text, body text)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  me uuid := app.user_uuid();
  before app.idempotency_keys;
begin
  if not pg_try_advisory_xact_lock(hashtextextended(concat_ws(' ', me, route, key), 1)) then
    return query select 'running', null::integer, null, null;
    return;
  end if;
  delete from app.idempotency_keys k
  where k.user_uuid = me and k.route = begin_keyed_request.route and k.idempotency_key = key
    and k.created_utc < now() - interval '1 day';
  delete from app.idempotency_keys k using (
    select o.user_uuid, o.route, o.idempotency_key from app.idempotency_keys o
    where o.created_utc < now() - interval '1 day'
    limit 100 for update skip locked) o
  where k.user_uuid = o.user_uuid and k.route = o.route and k.idempotency_key = o.idempotency_key;
  select * into before from app.idempotency_keys k
  where k.user_uuid = me and k.route = begin_keyed_request.route and k.idempotency_key = key;
  return query select
    case when before.user_uuid is null then 'new'
      when before.request_hash <> hash then 'other'
      when before.body is null and before.status <> 204 then 'hidden'
      else 'done'
    end,
    before.status, before.location, before.body;
end
$$;

comment on function app.begin_keyed_request(text, text, bytea) is
  'Returns what became of the viewer''s request with this Idempotency-Key: "new" for the first one, '
  'which then does its work and ends with app.end_keyed_request; "running" while another '
  'transaction is at it; "other" when the query string or the body was another one; "hidden" when '
  'the response showed a secret; "done" with the response. Also deletes some keys of more than a day '
  'ago. Caller: web roles '
  '(sql/account/idempotency_keys.ts). Lock: an advisory one on the key, until the transaction ends, '
  'for which nobody waits.';
grant execute on function app.begin_keyed_request(text, text, bytea)
  to sitecast_app, sitecast_admin;
