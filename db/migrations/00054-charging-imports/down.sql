set local check_function_bodies = off;

alter table app.charging_import_rows
  drop constraint charging_import_rows_import_uuid_fkey;

alter table app.charging_imports
  drop constraint charging_imports_site_group_uuid_fkey;

alter table app.charging_imports
  drop constraint charging_imports_user_uuid_fkey;

drop function app.act_for_charging_import(uuid);

drop function app.charging_import_sessions(uuid, integer, integer, text);

drop function app.insert_charging_import_rows(uuid, integer, integer);

drop function app.make_charging_places(uuid, integer, integer);

drop function app.own_charging_import(uuid);

drop function app.put_charging_session(public.ev_charging_session);

drop function app.store_charging_import_rows(uuid, integer);

drop function app.undo_charging_import(uuid);

drop function app.update_charging_import_rows(uuid, integer, integer);

-- Loses data.
drop table app.charging_import_rows;

-- Loses data.
drop table app.charging_imports;
