set local check_function_bodies = off;

drop function app.logger_of_key(bytea);

create or replace function app.logger_of_key (
  hash bytea
)
  returns uuid
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  return (select k.logger_uuid from app.logger_keys k
    where k.key_hash = hash and k.revoked_utc is null);
end
$function$;

comment on function app.logger_of_key(bytea) is 'Returns the logger of a key by its SHA-256; NULL for one that is unknown or revoked. Needs no scope: the hash is the right. Caller: what devices send (sql/loggers/device_keys.ts). Lock: none.';

revoke all on function app.logger_of_key(bytea) from public;

grant execute on function app.logger_of_key(bytea) to sitecast_app;
