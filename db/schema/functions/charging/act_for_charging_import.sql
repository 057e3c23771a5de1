create function app.act_for_charging_import(of_import uuid)
returns void
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  sender record;
begin
  select i.site_group_uuid, i.only_sites, u.user_uuid into sender
  from app.charging_imports i left join users u on u.user_uuid = i.user_uuid
    and u.site_group_uuid = i.site_group_uuid and u.deactivated_utc is null
  where i.import_uuid = of_import;
  if sender.user_uuid is null then
    raise 'The user who sent or confirmed this file was deactivated, or is in another group now.'
      using errcode = 'SC409';
  end if;
  perform app.scope(sender.site_group_uuid, sender.user_uuid, 'import', sender.only_sites);
end
$$;

comment on function app.act_for_charging_import(uuid) is
  'Opens the scope of the user who sent or confirmed a file of charging sessions, with that user''s '
  'present rights. Throws SC409 when the user was deactivated, deleted or moved to another group. '
  'Caller: the owner, first in each step of an import. Lock: none.';
