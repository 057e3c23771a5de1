create function app.logger_of_key(hash bytea)
returns table (logger_uuid uuid, site_group_uuid uuid)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  return query
    select l.logger_uuid, l.site_group_uuid
    from app.logger_keys k join app.loggers l on l.logger_uuid = k.logger_uuid
    where k.key_hash = hash and k.revoked_utc is null;
end
$$;

comment on function app.logger_of_key(bytea) is
  'Returns the logger of a key by its SHA-256, and the group that added it (NULL: that was deleted); '
  'no row for a key that is unknown or revoked. Needs no scope: the hash is the right. Caller: what '
  'devices send (sql/loggers/device_keys.ts). Lock: none.';
grant execute on function app.logger_of_key(bytea) to sitecast_app;
