set local check_function_bodies = off;

drop function app.decide_import(uuid, jsonb, uuid, text[], text);

create or replace function app.decide_import (
  of_import uuid,
  new_reading jsonb,
  of_site uuid,
  fields text[],
  named text,
  new_proposal jsonb,
  reopened text[]
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  own app.imports;
begin
  own := app.own_import(of_import);
  if own.state not in ('proposed', 'checking', 'checked', 'failed') or own.bytes = 0 then
    raise 'The reading of this file can no longer be changed.' using errcode = 'SC409';
  end if;
  if of_site is not null then perform app.check_sites(array[of_site]); end if;
  update app.imports i set reading = new_reading, site_uuid = of_site, reading_name = named,
    proposal = new_proposal,
    decided = array(select distinct f from unnest(i.decided || fields) f
      where f <> all(reopened) order by f),
    is_confirmed = false, state = 'proposed', preview = null, message = null, ended_utc = null,
    changed_utc = now() at time zone 'utc'
  where i.import_uuid = of_import;
  perform app.check_if_decided(of_import);
end
$function$;

comment on function app.decide_import(uuid, jsonb, uuid, text[], text, jsonb, text[]) is
  'Changes how a file is read, its site, and the name under which the reading is remembered, and begins to check it when nothing is left to decide. The fields count as decided, those of questions that its site raised do not. Throws SC404 for an import that is not the scope''s, P0002 for such a site, SC409 once it is stored or being stored. Caller: web roles (sql/imports/imports.ts). Lock: the import''s row FOR UPDATE.';

revoke all
  on function app.decide_import(uuid, jsonb, uuid, text[], text, jsonb, text[])
  from public;

grant execute
  on function app.decide_import(uuid, jsonb, uuid, text[], text, jsonb, text[])
  to sitecast_admin, sitecast_app;
