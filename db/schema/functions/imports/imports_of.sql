create function app.imports_of(of_import uuid default null, older_than uuid default null,
  at_most integer default 100)
returns table (import_uuid uuid, file_name text, kind text, state text, actor text, site_uuid uuid,
  bytes bigint, proposal jsonb, reading jsonb, decided text[], reading_name text,
  is_confirmed boolean, replaces boolean, preview jsonb, done bigint, total bigint, result jsonb, batch_id bigint,
  message text, created_utc timestamp, changed_utc timestamp, ended_utc timestamp,
  expires_utc timestamp)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    select i.import_uuid, i.file_name, i.kind, i.state, i.actor, i.site_uuid, i.bytes, i.proposal,
      i.reading, i.decided, i.reading_name, i.is_confirmed, i.replaces, i.preview, i.done, i.total, i.result,
      i.batch_id, i.message, i.created_utc, i.changed_utc, i.ended_utc, i.expires_utc
    from app.imports i
    where i.site_group_uuid = app.group_uuid()
      and coalesce(i.only_sites <@ app.only_sites(), app.only_sites() is null)
      and (of_import is null or i.import_uuid = of_import)
      and (older_than is null or (i.created_utc, i.import_uuid) < (
        select o.created_utc, o.import_uuid from app.imports o where o.import_uuid = older_than))
    order by i.created_utc desc, i.import_uuid desc limit at_most;
end
$$;

comment on function app.imports_of(uuid, uuid, integer) is
  'Returns imports of the scope''s group, newest first: one, or those before another one. To an '
  'API token for some sites only those that were sent with a token for some of these. Caller: web '
  'roles (sql/imports/imports.ts). Lock: none.';
grant execute on function app.imports_of(uuid, uuid, integer) to sitecast_app, sitecast_admin;
